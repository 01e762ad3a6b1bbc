package io.atoll.git.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;

/**
 * Talks to the servers of remote repositories.
 *
 * <p>Each call works on a virtual thread of its own, because interrupting one of those closes the socket that it waits for; a call
 * that is interrupted ends at once.
 */
final class RemoteAccess {

    private static final List<RefSpec> BRANCHES_AND_TAGS =
            List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));

    private final Token token;
    private final Duration timeout;

    /** Uses a token, and waits so long at most for a server to connect or to send something. */
    RemoteAccess(Token token, Duration timeout) {
        this.token = token;
        this.timeout = timeout;
    }

    /**
     * Makes the branches, tags and HEAD of a bare repository equal to those of a remote one.
     *
     * @param directory the bare repository
     * @throws IntegrationException if they are not equal now
     */
    void update(Source.Remote remote, Path directory) throws IntegrationException, InterruptedException {
        interruptibly(remote, () -> {
            File gitDir = directory.toFile();
            try (Repository copy = new FileRepositoryBuilder()
                            .setGitDir(gitDir)
                            .setBare()
                            .build();
                    Transport transport = configured(Transport.open(copy, remote.uri()), remote)) {
                Optional<Ref> head = head(transport);
                transport.setTagOpt(TagOpt.NO_TAGS);
                transport.setRemoveDeletedRefs(true);
                requireUpdated(remote, transport.fetch(new UntilInterrupted(), BRANCHES_AND_TAGS));
                if (head.isPresent()) {
                    link(copy, head.get());
                }
            }
            return directory;
        });
    }

    /**
     * Asks a remote repository what it has, and reads no more.
     *
     * @return how many branches it has
     */
    long countBranches(Source.Remote remote) throws IntegrationException, InterruptedException {
        return interruptibly(remote, () -> {
            try (Transport transport = configured(Transport.open(remote.uri()), remote);
                    FetchConnection connection = transport.openFetch()) {
                return connection.getRefs().stream()
                        .filter(ref -> ref.getName().startsWith(Constants.R_HEADS))
                        .count();
            }
        });
    }

    private Transport configured(Transport transport, Source.Remote remote) {
        transport.setTimeout((int) timeout.toSeconds());
        transport.setCredentialsProvider(token.credentialsFor(remote.uri()));
        return transport;
    }

    private static Optional<Ref> head(Transport transport) throws IOException {
        try (FetchConnection connection = transport.openFetch()) {
            return Optional.ofNullable(connection.getRef(Constants.HEAD)).filter(Ref::isSymbolic);
        }
    }

    private static void link(Repository copy, Ref head) throws IOException {
        RefUpdate update = copy.updateRef(Constants.HEAD);
        update.disableRefLog();
        RefUpdate.Result result = update.link(head.getTarget().getName());
        if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
            throw new IOException("HEAD could not be set to " + head.getTarget().getName() + ": " + result);
        }
    }

    private static void requireUpdated(Source.Remote remote, FetchResult result) throws Unexpected {
        for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
            switch (update.getResult()) {
                case NEW, FORCED, FAST_FORWARD, NO_CHANGE, RENAMED -> {}
                case NOT_ATTEMPTED,
                        LOCK_FAILURE,
                        REJECTED,
                        REJECTED_CURRENT_BRANCH,
                        IO_FAILURE,
                        REJECTED_MISSING_OBJECT,
                        REJECTED_OTHER_REASON ->
                    throw new Unexpected("repository '" + remote.name() + "' was not copied whole: "
                            + update.getLocalName() + " could not be updated (" + update.getResult() + ")");
            }
        }
    }

    private static <T> T interruptibly(Source.Remote remote, Callable<T> task)
            throws IntegrationException, InterruptedException {
        var result = new FutureTask<T>(task);
        Thread thread = Thread.ofVirtual().name("git-" + remote.name()).start(result);
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw failure(remote, Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            thread.interrupt();
        }
    }

    private static IntegrationException failure(Source.Remote remote, Throwable cause) {
        return switch (cause) {
            case IntegrationException told -> told;
            case Exception e -> Failures.asking(remote, e);
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }

    /** Tells JGit to stop when its thread was interrupted. */
    private static final class UntilInterrupted extends EmptyProgressMonitor implements ProgressMonitor {

        @Override
        public boolean isCancelled() {
            return Thread.currentThread().isInterrupted();
        }
    }
}
