/** How the kit works: not to be used directly. */
@NullMarked
package io.atoll.kit.internal;

import org.jspecify.annotations.NullMarked;
