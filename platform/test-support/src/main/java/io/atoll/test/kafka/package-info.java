/** A Kafka broker for tests. */
@NullMarked
package io.atoll.test.kafka;

import org.jspecify.annotations.NullMarked;
