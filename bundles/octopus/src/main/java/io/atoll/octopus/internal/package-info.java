/**
 * The integration of Octopus Deploy.
 *
 * <p>{@link io.atoll.octopus.internal.Octopus} is the client of an instance. {@link io.atoll.octopus.internal.SpaceResync} reads spaces,
 * and {@link io.atoll.octopus.internal.ResourceResync} every other kind in all of them at once.
 * {@link io.atoll.octopus.internal.Subscriptions} has Octopus send events, which {@link io.atoll.octopus.internal.EventHook} takes.
 */
@NullMarked
package io.atoll.octopus.internal;

import org.jspecify.annotations.NullMarked;
