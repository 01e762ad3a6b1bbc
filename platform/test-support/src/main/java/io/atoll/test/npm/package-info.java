/** Packages of the npm registry, for tests. */
@NullMarked
package io.atoll.test.npm;

import org.jspecify.annotations.NullMarked;
