/** Looks records through for what made an entity, or could have. */
@NullMarked
package io.atoll.explain.internal;

import org.jspecify.annotations.NullMarked;
