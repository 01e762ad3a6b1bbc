/** Operations about live events that wait, and those that wait for a person. */
@NullMarked
package io.atoll.admin.internal.inbox;

import org.jspecify.annotations.NullMarked;
