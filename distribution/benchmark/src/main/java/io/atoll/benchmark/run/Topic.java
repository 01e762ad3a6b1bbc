package io.atoll.benchmark.run;

import io.atoll.test.kafka.KafkaBroker;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The topic of an organization's wishes for runs, at a real broker. */
final class Topic implements AutoCloseable {

    /** Whose it is. */
    static final String ORGANIZATION = "bench-org";

    private static final String NAME = ORGANIZATION + ".integration.resync.requests";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaBroker broker = KafkaBroker.start();
    private final Producer<String, String> producer;

    /** Starts the broker. */
    Topic() {
        broker.topic(NAME, 1);
        producer = broker.producer();
    }

    /** What an instance that listens has in its configuration. */
    String settings() {
        return "trigger: {type: KAFKA, brokers: ['%s'], securityProtocol: SASL_PLAINTEXT}%n"
                .formatted(broker.address());
    }

    /** Waits until an instance listens. */
    void awaitListener(String instance) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = broker.admin()) {
            String group = ORGANIZATION + ".bench." + instance;
            while (admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(instance + " does not listen");
                }
                Thread.sleep(100);
            }
        }
    }

    /** Says that a run of an instance is wanted; returns when the broker has stored it. */
    void wish(String instance) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(NAME, "{\"context\":{\"integrationId\":\"" + instance + "\"}}"))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }

    @Override
    public void close() {
        try (broker) {
            producer.close();
        }
    }
}
