package io.atoll.catalog.internal.store;

import io.atoll.test.postgres.Database;
import io.atoll.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The store that tests run on: the embedded one, or with the system property {@code catalog.store=postgresql} one in a real PostgreSQL. The
 * build runs the tests of the store, and of all that stands on it, once with each.
 */
public final class TestStore {

    private static final Map<Path, Database> DATABASES = new ConcurrentHashMap<>();

    private TestStore() {}

    /** Opens the store that belongs to a folder: what was written to it before is in it. */
    public static CatalogStore open(Path folder) throws UnusableStore {
        var database = database(folder);
        return database == null ? SqliteStore.open(folder) : open(database);
    }

    /** The database that belongs to a folder, or null if its store is embedded. */
    public static @Nullable Database database(Path folder) {
        return "postgresql".equals(System.getProperty("catalog.store"))
                ? DATABASES.computeIfAbsent(
                        folder, key -> PostgresServer.shared().database())
                : null;
    }

    static CatalogStore open(Database database) throws UnusableStore {
        return PostgresStore.open(address(database), 5);
    }

    static PostgresAddress address(Database database) throws UnusableStore {
        return PostgresAddress.of(database.url(), database.user(), database.password());
    }
}
