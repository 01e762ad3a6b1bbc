/** A real framework in which the test of a bundle runs it. */
@NullMarked
package io.atoll.test.container;

import org.jspecify.annotations.NullMarked;
