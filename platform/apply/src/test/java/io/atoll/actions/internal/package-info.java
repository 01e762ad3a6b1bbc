/** Opens actions to the tests of whole runs. */
@NullMarked
package io.atoll.actions.internal;

import org.jspecify.annotations.NullMarked;
