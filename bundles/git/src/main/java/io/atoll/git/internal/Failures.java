package io.atoll.git.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.TransportException;

/** Says in the platform's terms what went wrong in JGit. */
final class Failures {

    /** What JGit says about HTTP statuses 401 and 403, for which it has no exception. */
    private static final List<String> REFUSALS =
            List.of("not authorized", "authentication not supported", "not permitted on");

    private Failures() {}

    /** What went wrong while a repository was read from the disk. */
    static IntegrationException reading(Source source, Exception e) {
        String where = "repository '" + source.name() + "' (" + source.location() + ")";
        return switch (e) {
            case RepositoryNotFoundException missing ->
                new Misconfigured(where + " is no longer a git repository", missing);
            case MissingObjectException damaged -> damaged(where, damaged);
            case CorruptObjectException damaged -> damaged(where, damaged);
            case AccessDeniedException refused ->
                new Misconfigured(where + " may not be read by the platform's user: " + refused.getMessage(), refused);
            case IOException io -> new Unavailable(where + " could not be read: " + reason(io), io);
            default -> damaged(where, e);
        };
    }

    /** What went wrong while a remote repository was asked. */
    static IntegrationException asking(Source.Remote remote, Exception e) {
        String where = "repository '" + remote.name() + "' (" + remote.location() + ")";
        return switch (e) {
            case NoRemoteRepositoryException missing ->
                new Misconfigured(
                        where
                                + " was not found: correct the address, or see whether 'username' and 'token' may read it",
                        missing);
            case TransportException failed ->
                refusesCredentials(failed)
                        ? new Unauthorized(
                                where + " refused the credentials: 'token' must be valid and may read the repository",
                                failed)
                        : new Unavailable(where + " could not be fetched: " + reason(failed), failed);
            default -> reading(remote, e);
        };
    }

    /** The innermost reason that says something. */
    static String reason(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        String name = last.getClass().getSimpleName();
        return last.getMessage() == null
                ? name
                : switch (last) {
                    case NoSuchFileException missing -> "no such file: " + missing.getMessage();
                    case TransportException told -> String.valueOf(told.getMessage());
                    default -> name + ": " + last.getMessage();
                };
    }

    private static Unexpected damaged(String where, Exception e) {
        return new Unexpected(where + " is damaged: " + reason(e) + "; run 'git fsck' there and repair it", e);
    }

    private static boolean refusesCredentials(TransportException e) {
        String message = String.valueOf(e.getMessage());
        return REFUSALS.stream().anyMatch(message::contains);
    }
}
