package io.atoll.test.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in KRaft mode, in a process of its own on the class path of the test, on free ports of the loopback interface.
 *
 * <p>Clients come to {@link #address()} with SASL and the {@linkplain #USER only user}; the test itself uses a listener without. The
 * folder of the server is deleted when it is closed.
 */
public final class KafkaBroker implements AutoCloseable {

    /** Who may sign in. */
    public static final String USER = "port";

    /** The password of the user. */
    public static final String PASSWORD = "s3cret";

    /** How the user signs in. */
    public static final String MECHANISM = "SCRAM-SHA-512";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final int secured;
    private final int open;
    private @Nullable Process process;

    private KafkaBroker(Path folder, int secured, int open) {
        this.folder = folder;
        this.secured = secured;
        this.open = open;
    }

    /** Starts a new broker, and waits until it answers. */
    public static KafkaBroker start() {
        try {
            var folder = Files.createTempDirectory("atoll-kafka-");
            List<Integer> ports = freePorts(3);
            int controller = ports.get(0);
            var broker = new KafkaBroker(folder, ports.get(1), ports.get(2));
            Files.writeString(broker.settings(), """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.bootstrap.servers=127.0.0.1:%1$d
                    listeners=SECURED://127.0.0.1:%2$d,OPEN://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%1$d
                    advertised.listeners=SECURED://127.0.0.1:%2$d,OPEN://127.0.0.1:%3$d
                    inter.broker.listener.name=OPEN
                    controller.listener.names=CONTROLLER
                    listener.security.protocol.map=SECURED:SASL_PLAINTEXT,OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT
                    sasl.enabled.mechanisms=%5$s
                    listener.name.secured.scram-sha-512.sasl.jaas.config=\
                    org.apache.kafka.common.security.scram.ScramLoginModule required;
                    log.dirs=%4$s
                    offsets.topic.replication.factor=1
                    offsets.topic.num.partitions=1
                    transaction.state.log.replication.factor=1
                    transaction.state.log.min.isr=1
                    share.coordinator.state.topic.replication.factor=1
                    share.coordinator.state.topic.min.isr=1
                    group.initial.rebalance.delay.ms=0
                    auto.create.topics.enable=false
                    """.formatted(
                            controller, broker.secured, broker.open, folder.resolve("data"), MECHANISM));
            broker.resume();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients come to, with SASL. */
    public String address() {
        return "127.0.0.1:" + secured;
    }

    /** Makes a topic. */
    public void topic(String name, int partitions) {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends messages to a partition, and waits until they are stored. */
    public void send(String topic, int partition, String... messages) {
        try (Producer<String, String> producer = producer()) {
            for (String message : messages) {
                producer.send(new ProducerRecord<>(topic, partition, null, message))
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("not sent to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A client that sends, to be closed. */
    public Producer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + open, "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    /** A client for everything else, to be closed. */
    public Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + open,
                "default.api.timeout.ms",
                String.valueOf(PATIENCE.toMillis())));
    }

    /** Kills the broker without a chance to tidy up; {@link #resume} starts it again with its data. */
    public void kill() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
            process = null;
        }
    }

    /** Starts the broker again, on the same ports. */
    public void resume() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokerProcess.class.getName(),
                            settings().toString(),
                            "name=" + USER + ",password=" + PASSWORD)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            awaitAnswer(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer(Process starting) throws IOException {
        try (var admin = admin()) {
            admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            starting.destroyForcibly();
            throw new IOException("Kafka did not start: " + Files.readString(log()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** Ports that differ, as they are found before any of them is given up. */
    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
