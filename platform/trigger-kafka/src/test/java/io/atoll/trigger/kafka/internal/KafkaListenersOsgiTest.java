package io.atoll.trigger.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.Topic;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Triggers;
import io.atoll.test.kafka.KafkaBroker;
import java.io.File;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;

/** The bundle with the client in it, in a real framework, at a real broker. */
@Timeout(240)
class KafkaListenersOsgiTest {

    private static final String TOPIC = "container.integration.resync.requests";
    private static final String SHARED =
            "io.atoll.spi;version=1.0.0,io.atoll.model;version=1.0.0,io.atoll.pipeline;version=1.1.0,"
                    + "org.jspecify.annotations;version=1.0.1,com.fasterxml.jackson.core;version=2.22.4,"
                    + "com.fasterxml.jackson.databind;version=2.22.4,"
                    + "com.fasterxml.jackson.databind.json;version=2.22.4,"
                    + "com.fasterxml.jackson.databind.node;version=2.22.4,"
                    + "com.fasterxml.jackson.core.type;version=2.22.4,"
                    + "org.slf4j;version=2.0.6,org.slf4j.event;version=2.0.6,org.slf4j.helpers;version=2.0.6,"
                    + "org.slf4j.spi;version=2.0.6,org.osgi.service.log;version=1.4.0";

    @TempDir
    Path folder;

    private final KafkaBroker broker = SharedBroker.get();
    private Framework framework;
    private Bundle bundle;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED));
        framework.start();
        for (String artifact : List.of(
                "org.osgi.util.function",
                "org.osgi.util.promise",
                "org.osgi.service.component",
                "org.apache.felix.scr")) {
            install(onClassPath(artifact)).start();
        }
        bundle = install(Path.of("target/classes"));
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }

    @Test
    void listensForAnInstanceAndLeavesNothingBehind() throws Exception {
        broker.topic(TOPIC, 1);
        String group = "org.git.container";
        var catalog = new KnownCatalog(new Topic(TOPIC, true, group, KafkaBroker.USER, KafkaBroker.PASSWORD));
        var triggers = new HeardTriggers();
        var context = framework.getBundleContext();
        context.registerService(new String[] {Catalog.class.getName(), Integrations.class.getName()}, catalog, null);
        bundle.start();
        assertThat(threads()).isEmpty();

        var registration = context.registerService(
                Triggers.class,
                triggers,
                FrameworkUtil.asDictionary(Map.of(
                        "type",
                        "KAFKA",
                        "brokers",
                        new String[] {broker.address()},
                        "securityProtocol",
                        "SASL_PLAINTEXT")));
        awaitPlace(group);
        broker.send(TOPIC, 0, "{\"context\": {\"integrationId\": \"one\"}}");
        assertThat(triggers.await(heard -> !heard.isEmpty())).hasSize(1);

        registration.unregister();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!threads().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(threads()).isEmpty();
        bundle.stop();
        assertThat(Arrays.stream(Security.getProviders())
                        .filter(provider -> FrameworkUtil.getBundle(provider.getClass()) != null))
                .isEmpty();
    }

    private Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle("reference:" + jar.toUri());
    }

    private static Path onClassPath(String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(file -> file.getFileName().toString().startsWith(artifact + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** The threads of subscriptions. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("atoll-kafka-") || name.startsWith("kafka-coordinator-heartbeat"))
                .toList();
    }

    private void awaitPlace(String group) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        try (var admin = broker.admin()) {
            while (System.nanoTime() < end) {
                if (admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .containsKey(new TopicPartition(TOPIC, 0))) {
                    return;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        throw new AssertionError("the group has no place in the topic");
    }
}
