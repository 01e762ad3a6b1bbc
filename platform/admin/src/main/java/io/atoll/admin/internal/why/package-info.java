/** Operations about why entities are there or missing, and about the records that this is known from. */
@NullMarked
package io.atoll.admin.internal.why;

import org.jspecify.annotations.NullMarked;
