package io.atoll.catalog.internal.store;

/** The store in a PostgreSQL database. */
public final class PostgresStore {

    private PostgresStore() {}

    /**
     * Opens the store; its tables are made if they are not there.
     *
     * @param connections how many connections it may have at once; one of them writes
     * @throws StoreUnavailable if the database cannot be reached now, or lets nobody in
     * @throws UnusableStore if it can be reached but not used
     */
    public static CatalogStore open(PostgresAddress address, int connections) throws UnusableStore {
        return new SqlStore(PostgresDatabase.open(address), connections - 1);
    }
}
