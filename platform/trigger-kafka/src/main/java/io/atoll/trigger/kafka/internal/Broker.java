package io.atoll.trigger.kafka.internal;

import io.atoll.pipeline.Catalog.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where the Kafka of an instance is, and how one comes in, as its triggers are configured.
 *
 * @param servers {@code host:port} of each
 * @param protocol {@code SASL_SSL} or {@code SASL_PLAINTEXT}
 * @param mechanism {@code SCRAM-SHA-512}, {@code SCRAM-SHA-256} or {@code PLAIN}
 * @param secured whether credentials are shown at all
 * @param pollTimeout how long one request waits for messages
 */
record Broker(List<String> servers, String protocol, String mechanism, boolean secured, Duration pollTimeout) {

    /** The consumer group that Ocean uses where there are no credentials. */
    private static final String OPEN_GROUP = "no-security";

    /** Copies the list. */
    Broker {
        servers = List.copyOf(servers);
    }

    /** Reads the properties of a service. */
    static Broker of(Map<String, ?> properties) {
        List<String> servers = switch (properties.get("brokers")) {
            case String[] several -> split(Arrays.stream(several));
            case null -> List.of();
            case Object one -> split(Stream.of(one.toString()));
        };
        return new Broker(
                servers,
                text(properties, "securityProtocol", "SASL_SSL"),
                text(properties, "authenticationMechanism", "SCRAM-SHA-512"),
                Boolean.parseBoolean(text(properties, "kafkaSecurityEnabled", "true")),
                Duration.ofSeconds(Long.parseLong(text(properties, "consumerPollTimeout", "1"))));
    }

    private static List<String> split(Stream<String> texts) {
        return texts.flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String text(Map<String, ?> properties, String key, String otherwise) {
        Object value = properties.get(key);
        return value == null ? otherwise : value.toString();
    }

    /**
     * A client for a topic that has connected to nothing yet, to be closed.
     *
     * <p>Classes are given as such, not by name, so that they are found whatever loader the calling thread has; the SASL module alone is
     * loaded by the thread's.
     */
    KafkaConsumer<byte[], byte[]> consumer(Topic topic) {
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, secured ? topic.group() : OPEN_GROUP);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "atoll");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
        config.put("metric.reporters", List.of());
        config.put("enable.metrics.push", false);
        if (secured) {
            config.put("security.protocol", protocol);
            config.put("sasl.mechanism", mechanism);
            config.put(
                    "sasl.jaas.config",
                    "%s required username=%s password=%s;"
                            .formatted(module(), quoted(topic.user()), quoted(topic.password())));
        }
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private String module() {
        return "PLAIN".equals(mechanism)
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
    }

    /** As a value of a JAAS configuration. */
    private static String quoted(String text) {
        return text.chars()
                .mapToObj(letter -> (letter == '"' || letter == '\\' ? "\\" : "") + (char) letter)
                .collect(Collectors.joining("", "\"", "\""));
    }
}
