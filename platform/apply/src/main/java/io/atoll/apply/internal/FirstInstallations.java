package io.atoll.apply.internal;

import io.atoll.spi.IntegrationId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the first installations of this process share: the folder of their notes, and whose turn it is. Of several that bring the same
 * blueprints to a catalog the first creates them, and the others find them there. Thread-safe.
 */
final class FirstInstallations {

    private final Path folder;
    private final Map<URI, ReentrantLock> turns = new ConcurrentHashMap<>();

    /**
     * Those whose notes lie in a folder.
     *
     * @param folder need not be there
     */
    FirstInstallations(Path folder) {
        this.folder = folder;
    }

    /** The note of an instance. */
    InstallationNote note(IntegrationId id, URI catalog) {
        return new InstallationNote(folder, id, catalog);
    }

    /** Is held while first resources are created at a catalog. */
    ReentrantLock turn(URI catalog) {
        return turns.computeIfAbsent(catalog, first -> new ReentrantLock());
    }
}
