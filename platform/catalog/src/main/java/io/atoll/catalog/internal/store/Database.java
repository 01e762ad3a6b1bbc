package io.atoll.catalog.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Where a store keeps its tables, in the format of this release. Safe for use by several threads. */
interface Database extends AutoCloseable {

    /** How it is spoken to. */
    Dialect dialect();

    /**
     * A new connection, without auto-commit.
     *
     * @param readOnly whether its transactions only read; each then sees the same catalog from its beginning to its end
     */
    Connection connect(boolean readOnly) throws SQLException;

    /** Lets a transaction be the only one that writes until it ends. */
    void exclude(Connection writer) throws SQLException;

    /** As {@link CatalogStore#exclusive}. */
    Optional<Exclusive> exclusive(String what);

    /** Lets it go, after all connections were closed. */
    @Override
    void close();
}
