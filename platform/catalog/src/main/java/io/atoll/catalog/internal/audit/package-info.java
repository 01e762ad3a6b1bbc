/** Who changed what, and when. */
@NullMarked
package io.atoll.catalog.internal.audit;

import org.jspecify.annotations.NullMarked;
