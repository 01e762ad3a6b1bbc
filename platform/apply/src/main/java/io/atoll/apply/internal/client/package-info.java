/**
 * How the Port API is called, whatever is called.
 *
 * <p>{@link io.atoll.apply.internal.client.Transport} sends one request when the {@link io.atoll.apply.internal.client.Limiter} says that
 * it is its turn, {@link io.atoll.apply.internal.client.RetryPolicy} decides about a second one,
 * {@link io.atoll.apply.internal.client.Tokens} signs, {@link io.atoll.apply.internal.client.PortClient} joins them, and a
 * {@link io.atoll.apply.internal.client.Session} is what a run has of it.
 */
@NullMarked
package io.atoll.apply.internal.client;

import org.jspecify.annotations.NullMarked;
