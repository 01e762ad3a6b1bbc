/** Reading mappings, and carrying them out with JQ. */
@NullMarked
package io.atoll.map.internal;

import org.jspecify.annotations.NullMarked;
