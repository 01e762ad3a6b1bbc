/**
 * Finds the providers of a kind and has them read.
 *
 * <p>Each call of a provider has a thread of its own and a sink of its own, and its {@link io.atoll.fetch.internal.Call} alone
 * decides whether what the provider says still counts: not any more once it returned, was cancelled or left the platform.
 */
@NullMarked
package io.atoll.fetch.internal;

import org.jspecify.annotations.NullMarked;
