/** Live events from Redis streams: a {@link io.atoll.redis.internal.StreamReader} for each stream hands what it reads to the intake. */
@NullMarked
package io.atoll.redis.internal;

import org.jspecify.annotations.NullMarked;
