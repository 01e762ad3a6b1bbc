/** The durable store behind a narrow interface: one SQLite file, or a PostgreSQL database. */
@NullMarked
package io.atoll.catalog.internal.store;

import org.jspecify.annotations.NullMarked;
