/** The durable store: one SQLite file behind a narrow interface. */
@NullMarked
package io.atoll.catalog.internal.store;

import org.jspecify.annotations.NullMarked;
