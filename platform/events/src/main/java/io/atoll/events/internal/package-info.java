/**
 * Live events: taken in over HTTP, kept, and handled in order.
 *
 * <p>{@link io.atoll.events.internal.Reception} answers third parties: it finds the lane, reads the body, asks the gate and puts the event
 * into the inbox. {@link io.atoll.events.internal.LaneWorker} takes the events of one lane out again, and
 * {@link io.atoll.events.internal.Handling} has one of them handled and written. {@link io.atoll.events.internal.Bound} calls the services
 * of bundles, which may leave, hang and throw.
 */
@NullMarked
package io.atoll.events.internal;

import org.jspecify.annotations.NullMarked;
