package io.atoll.catalog.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the store.
 *
 * <p>An entity keeps its fields as JSON in {@code doc}; columns beside it are what is looked up or ordered by. Times are microseconds
 * since 1970. {@code link} repeats the relations of the entities, so that they can be followed backwards.
 */
final class Schema {

    private static final List<String> TABLES = List.of(
            """
            create table blueprint (
              identifier text primary key, doc blob not null,
              created_at integer not null, created_by text not null,
              updated_at integer not null, updated_by text not null) without rowid""",
            """
            create table entity (
              blueprint text not null, identifier text not null, doc blob not null, datasource text not null,
              created_at integer not null, created_by text not null,
              updated_at integer not null, updated_by text not null,
              unique (blueprint, identifier))""",
            "create index entity_owner on entity (datasource, blueprint, identifier, updated_at)",
            """
            create table link (
              blueprint text not null, source text not null, relation text not null,
              target_blueprint text not null, target text not null,
              primary key (blueprint, source, relation, target)) without rowid""",
            "create index link_target on link (target_blueprint, target, blueprint, source, relation)",
            """
            create table document (
              kind text not null, identifier text not null, doc blob not null,
              primary key (kind, identifier)) without rowid""");

    private Schema() {}

    static void create(Connection connection, Statement statement, int application, int version) throws SQLException {
        connection.setAutoCommit(false);
        for (var table : TABLES) {
            statement.execute(table);
        }
        statement.execute("pragma application_id=" + application);
        statement.execute("pragma user_version=" + version);
        connection.commit();
    }
}
