package io.atoll.trigger.kafka.internal;

import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Topic;
import io.atoll.pipeline.Triggers;
import io.atoll.pipeline.Triggers.Message;
import io.atoll.pipeline.Triggers.Unwanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for one instance, on a thread of its own, until it is closed.
 *
 * <p>A message is committed once its wish is durable: what was not is delivered again, and what was, is known when it comes again. A broker
 * or a catalog that is away is tried again, with a pause that grows and with credentials that are read anew.
 */
final class Subscription implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Triggers triggers;
    private final Broker broker;
    private final Source source;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private String outage = "";

    /** Knows where to listen. */
    @FunctionalInterface
    interface Source {

        /** The topic, as the catalog names it now; empty as long as the catalog does not know the instance. */
        Optional<Topic> topic() throws CatalogException, InterruptedException;
    }

    /** Begins to listen. */
    Subscription(Triggers triggers, Broker broker, Source source) {
        this.triggers = triggers;
        this.broker = broker;
        this.source = source;
        this.thread = Thread.ofPlatform()
                .name("atoll-kafka-" + triggers.integration())
                .daemon()
                .unstarted(this::live);
        thread.setContextClassLoader(KafkaException.class.getClassLoader()); // where JAAS looks for the SASL module
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        var connected = consumer;
        if (connected != null) {
            connected.wakeup();
        }
        try {
            if (!thread.join(STOP_WITHIN)) {
                thread.interrupt();
            }
        } catch (InterruptedException hurried) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        Duration pause = FIRST_PAUSE;
        try {
            while (closed.getCount() > 0) {
                try {
                    Optional<Topic> topic = source.topic();
                    if (topic.isPresent()) {
                        listen(topic.get());
                    }
                    pause = FIRST_PAUSE;
                } catch (WakeupException closing) {
                    return;
                } catch (CatalogException | KafkaException | UncheckedIOException away) {
                    tell(String.valueOf(away.getMessage()));
                    pause = longer(pause);
                } catch (RuntimeException defect) {
                    log.warn("Listening for {} met a defect and begins anew", triggers.integration(), defect);
                    pause = longer(pause);
                }
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void tell(String trouble) {
        if (!trouble.equals(outage)) {
            log.warn("{} hears nothing from Kafka and tries again: {}", triggers.integration(), trouble);
        }
        outage = trouble;
    }

    private void listen(Topic topic) {
        var filter = new Filter(triggers.integration().instance(), topic.requests());
        try (var connected = broker.consumer(topic)) {
            consumer = connected;
            connected.subscribe(List.of(topic.name()), new Beginning(connected));
            while (closed.getCount() > 0) {
                ConsumerRecords<byte[], byte[]> records = connected.poll(broker.pollTimeout());
                if (!connected.assignment().isEmpty()) {
                    outage = "";
                }
                take(connected, records, filter);
            }
        } finally {
            consumer = null;
        }
    }

    private void take(Consumer<byte[], byte[]> connected, ConsumerRecords<byte[], byte[]> records, Filter filter) {
        var done = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            hear(record, filter);
            done.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        if (done.isEmpty()) {
            return;
        }
        try {
            connected.commitSync(done);
        } catch (CommitFailedException | RebalanceInProgressException handedOver) {
            log.debug("{}: these messages are delivered again, and known then", triggers.integration(), handedOver);
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record, Filter filter) {
        String place = record.topic() + "-" + record.partition();
        try {
            if (filter.accepts(record.value())) {
                triggers.request(
                        "asked for through Kafka",
                        new Message(place, record.offset(), Instant.ofEpochMilli(record.timestamp())));
            }
        } catch (IOException malformed) {
            log.warn("{} passes over message {} of {}: it is no JSON", triggers.integration(), record.offset(), place);
        } catch (Unwanted unwanted) {
            log.debug("{}", unwanted.getMessage());
        }
    }

    /**
     * Makes sure that a group that is new to a partition begins where it is now, also if it is killed before its first message: what is
     * sent meanwhile is then delivered to the next.
     */
    private record Beginning(Consumer<byte[], byte[]> consumer) implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, @Nullable OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
            var unknown = new HashMap<TopicPartition, OffsetAndMetadata>();
            for (TopicPartition partition : partitions) {
                if (known.get(partition) == null) {
                    unknown.put(partition, new OffsetAndMetadata(consumer.position(partition)));
                }
            }
            if (!unknown.isEmpty()) {
                consumer.commitSync(unknown);
            }
        }
    }
}
