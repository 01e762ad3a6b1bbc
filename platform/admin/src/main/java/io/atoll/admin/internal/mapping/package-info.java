/** Operations about mappings: the one in force, and trying one out. */
@NullMarked
package io.atoll.admin.internal.mapping;

import org.jspecify.annotations.NullMarked;
