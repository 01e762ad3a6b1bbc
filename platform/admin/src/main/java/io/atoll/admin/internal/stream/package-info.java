/** Server-sent events: how far a run is, told as it changes. */
@NullMarked
package io.atoll.admin.internal.stream;

import org.jspecify.annotations.NullMarked;
