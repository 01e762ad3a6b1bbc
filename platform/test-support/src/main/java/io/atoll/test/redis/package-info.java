/** A real Redis server for tests. */
@NullMarked
package io.atoll.test.redis;

import org.jspecify.annotations.NullMarked;
