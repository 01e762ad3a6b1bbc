/** What those ask who watch the platform from outside: {@code /metrics} and {@code /health/…}; and the name of every request. */
@NullMarked
package io.atoll.health.internal;

import org.jspecify.annotations.NullMarked;
