/** A database that keeps what was committed: SQLite or PostgreSQL, behind a few words in which they differ. */
@NullMarked
package io.atoll.ledger.internal.sql;

import org.jspecify.annotations.NullMarked;
