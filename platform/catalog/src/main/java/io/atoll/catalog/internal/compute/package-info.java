/** Values that are computed when an entity is read: mirror, calculation and aggregation properties, and scorecards. */
@NullMarked
package io.atoll.catalog.internal.compute;

import org.jspecify.annotations.NullMarked;
