/**
 * Live events: what a third party tells by itself, between two resyncs.
 *
 * <p>A {@link io.atoll.spi.event.LiveEventGate} guards a path: it tells genuine deliveries from forged ones. What it accepts is made
 * durable before the third party gets its answer. A {@link io.atoll.spi.event.LiveEventHandler} then says which records an event changed
 * or removed; they take the same way through the mapping as the records of a resync. A {@link io.atoll.spi.event.Route} answers by itself.
 *
 * <p>Authors import this package as {@code [1.1,2)}, the platform as {@code [1.1,1.2)}.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.atoll.spi.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
