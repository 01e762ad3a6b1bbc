package io.atoll.catalog.internal.store;

import java.nio.file.Path;

/** The embedded store, in one SQLite file: one connection writes, a few read. A commit returns after its log was synced to the disk. */
public final class SqliteStore {

    private static final int READERS = 4;

    private SqliteStore() {}

    /**
     * Opens the store in a folder, which is made if it is not there.
     *
     * @throws UnusableStore if that is not possible
     */
    public static CatalogStore open(Path folder) throws UnusableStore {
        return new SqlStore(SqliteFile.open(folder), READERS);
    }
}
