package io.atoll.ledger.internal.sql;

import java.util.Map;

/**
 * The words in which the databases differ; everything else is said alike.
 *
 * <ul>
 *   <li>{@code {key}}, {@code {serial}}: a primary key that is given, and one that is made
 *   <li>{@code {text}}: a text that is compared by its characters
 *   <li>{@code {blob}}: bytes
 *   <li>{@code {live}}: whether the lease {@code l} is held; in SQLite, leases are held by the process that holds the file
 *   <li>{@code {expiry}}: the moment after a number of milliseconds by the clock of the database
 *   <li>{@code {share}}: keeps a row that was read from being changed before the end of the transaction
 *   <li>{@code {lock}}: as {@code {share}}, and keeps others from doing so
 *   <li>{@code {clustered}}: keeps the rows in the order of their primary key
 * </ul>
 *
 * @param words what is said for each
 */
record Dialect(Map<String, String> words) {

    /** SQLite. */
    static final Dialect SQLITE = new Dialect(Map.of(
            "{key}", "integer primary key",
            "{serial}", "integer primary key autoincrement",
            "{text}", "text",
            "{blob}", "blob",
            "{live}", "l.owner = (select token from holder)",
            "{expiry}", "cast(unixepoch('subsec') * 1000 as integer) + ?",
            "{share}", "",
            "{lock}", "",
            "{clustered}", "without rowid"));

    /** PostgreSQL. */
    static final Dialect POSTGRESQL = new Dialect(Map.of(
            "{key}", "bigint primary key",
            "{serial}", "bigint generated always as identity primary key",
            "{text}", "text collate \"C\"",
            "{blob}", "bytea",
            "{live}", "(l.owner <> '' and l.expires > extract(epoch from clock_timestamp()) * 1000)",
            "{expiry}", "cast(extract(epoch from clock_timestamp()) * 1000 as bigint) + ?",
            "{share}", "for share",
            "{lock}", "for update",
            "{clustered}", ""));

    /** A statement as this database understands it. */
    String spoken(String statement) {
        var spoken = statement;
        if (statement.indexOf('{') >= 0) {
            for (var word : words.entrySet()) {
                spoken = spoken.replace(word.getKey(), word.getValue());
            }
        }
        return spoken;
    }
}
