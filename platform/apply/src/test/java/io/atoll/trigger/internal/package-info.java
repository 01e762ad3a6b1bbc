/** Opens triggers to the tests of whole runs. */
@NullMarked
package io.atoll.trigger.internal;

import org.jspecify.annotations.NullMarked;
