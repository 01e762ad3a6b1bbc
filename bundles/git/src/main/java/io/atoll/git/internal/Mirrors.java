package io.atoll.git.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The copies of remote repositories: bare, complete, one folder each, brought up to date when they are opened for the first time in a
 * run. May be used by several threads at once.
 */
final class Mirrors {

    /** For how long a copy counts as up to date unless a run begins. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Path folder;
    private final RemoteAccess access;
    private final InstantSource clock;
    private final Map<Path, Mirror> mirrors = new ConcurrentHashMap<>();
    private volatile Instant expired = Instant.MIN;

    /** Keeps the copies in a folder, which is made when it is needed. */
    Mirrors(Path folder, RemoteAccess access, InstantSource clock) {
        this.folder = folder;
        this.access = access;
        this.clock = clock;
    }

    /** Has every copy brought up to date when it is opened next. */
    void expire() {
        expired = clock.instant();
    }

    /**
     * Opens the copy of a remote repository; the caller closes it.
     *
     * @throws IntegrationException if it is not up to date and could not be brought up to date
     * @throws InterruptedException if the thread was interrupted, also while waiting for the server
     */
    Repository open(Source.Remote remote) throws IntegrationException, InterruptedException {
        Path directory = folder.resolve(folderName(remote));
        return mirrors.computeIfAbsent(directory, Mirror::new).open(remote);
    }

    private static String folderName(Source.Remote remote) {
        String address = Identifier.digest(remote.location()).substring(0, 12);
        return remote.name().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + address + ".git";
    }

    private final class Mirror {

        private final Path directory;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Instant updated;

        Mirror(Path directory) {
            this.directory = directory;
        }

        Repository open(Source.Remote remote) throws IntegrationException, InterruptedException {
            lock.lockInterruptibly();
            try {
                Instant now = clock.instant();
                if (updated == null
                        || updated.isBefore(expired)
                        || updated.plus(FRESH).isBefore(now)) {
                    access.update(remote, existing());
                    updated = now;
                }
                return repository();
            } catch (IOException e) {
                throw new Unexpected(
                        "the copy of '" + remote.name() + "' in " + directory + " cannot be used: " + Failures.reason(e)
                                + "; delete the folder to have it copied again",
                        e);
            } finally {
                lock.unlock();
            }
        }

        private Path existing() throws IOException {
            if (!Files.exists(directory.resolve("HEAD"))) {
                Files.createDirectories(directory);
                try (Repository created = repository()) {
                    created.create(true);
                }
            }
            return directory;
        }

        private Repository repository() throws IOException {
            return new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .build();
        }
    }
}
