/** Hears on the catalog's Kafka that a run is wanted. */
@NullMarked
package io.atoll.trigger.kafka.internal;

import org.jspecify.annotations.NullMarked;
