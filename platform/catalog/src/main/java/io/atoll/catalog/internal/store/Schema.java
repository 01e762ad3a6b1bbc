package io.atoll.catalog.internal.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the store, as the steps that lead from each format to the next: format 1 is what the first step makes of an empty database.
 * What stands in braces is said in the words of the dialect.
 *
 * <p>An entity keeps its fields as JSON in {@code doc}; columns beside it are what is looked up or ordered by. Times are microseconds
 * since 1970. {@code link} repeats the relations of the entities, so that they can be followed backwards. {@code audit} keeps what a
 * change replaced; what it made is what the next change of the same subject replaced.
 */
final class Schema {

    private static final List<List<String>> STEPS = List.of(
            List.of(
                    """
                    create table blueprint (
                      identifier {text} primary key, doc {bytes} not null,
                      created_at {number} not null, created_by {text} not null,
                      updated_at {number} not null, updated_by {text} not null) {by key}""",
                    """
                    create table entity (
                      blueprint {text} not null, identifier {text} not null, doc {bytes} not null, datasource {text} not null,
                      created_at {number} not null, created_by {text} not null,
                      updated_at {number} not null, updated_by {text} not null,
                      unique (blueprint, identifier))""",
                    "create index entity_owner on entity (datasource, blueprint, identifier, updated_at)",
                    """
                    create table link (
                      blueprint {text} not null, source {text} not null, relation {text} not null,
                      target_blueprint {text} not null, target {text} not null,
                      primary key (blueprint, source, relation, target)) {by key}""",
                    "create index link_target on link (target_blueprint, target, blueprint, source, relation)",
                    """
                    create table document (
                      kind {text} not null, identifier {text} not null, doc {bytes} not null,
                      primary key (kind, identifier)) {by key}"""),
            List.of(
                    """
                    create table audit (
                      seq {counter}, identifier {text} not null, at {number} not null,
                      resource {text} not null, action {text} not null, blueprint {text} not null, subject {text} not null,
                      run {text}, webhook {text}, origin {text} not null, doc {bytes} not null)""",
                    "create index audit_subject on audit (resource, blueprint, subject, seq)",
                    "create index audit_run on audit (run, seq) where run is not null",
                    """
                    create table run (
                      seq {counter}, identifier {text} not null unique, action {text} not null,
                      external {text}, pending {number} not null, doc {bytes} not null)""",
                    "create index run_pending on run (seq) where pending = 1",
                    "create index run_external on run (external) where external is not null",
                    """
                    create table entry (
                      seq {counter}, kind {text} not null, subject {text} not null, doc {bytes} not null)""",
                    "create index entry_subject on entry (kind, subject, seq)"));

    /** The format that this release reads and writes. */
    static final int FORMAT = STEPS.size();

    private Schema() {}

    /** Brings a database from one format, 0 if it is empty, to another; to be done within one transaction. */
    static void migrate(Statement statement, Dialect dialect, int from, int to) throws SQLException {
        for (var step : STEPS.subList(from, to)) {
            for (var change : step) {
                statement.execute(dialect.ddl(change));
            }
        }
    }
}
