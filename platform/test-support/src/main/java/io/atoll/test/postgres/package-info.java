/** A real PostgreSQL for tests. */
@NullMarked
package io.atoll.test.postgres;

import org.jspecify.annotations.NullMarked;
