package io.atoll.trigger.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Topic;
import io.atoll.pipeline.Triggers.Message;
import io.atoll.test.kafka.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Against a real broker, with SASL. */
@Timeout(240)
class SubscriptionTest {

    private static final String WISH = "{\"context\": {\"integrationId\": \"one\"}}";

    private final KafkaBroker broker = SharedBroker.get();
    private final HeardTriggers triggers = new HeardTriggers();
    private final List<Subscription> open = new ArrayList<>();
    private String topic = "";

    @BeforeEach
    void name(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName() + ".integration.resync.requests";
    }

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
    }

    @Test
    void hearsWishesForItsInstallationOnly() throws Exception {
        broker.topic(topic, 1);
        listen();

        broker.send(topic, 0, "{\"context\": {\"integrationId\": \"other\"}}", "no JSON", "[]", WISH);

        assertThat(triggers.await(heard -> !heard.isEmpty()))
                .extracting(Message::position)
                .containsExactly(3L);
        awaitCommitted(0, 4);
    }

    @Test
    void commitsNothingThatIsNotDurable() throws Exception {
        broker.topic(topic, 1);
        listen();
        triggers.fail(2);

        broker.send(topic, 0, WISH);

        assertThat(triggers.await(heard -> !heard.isEmpty())).hasSize(1);
        awaitCommitted(0, 1);
    }

    @Test
    void hearsAgainWhatWasDurableAndNotCommittedUnderTheSameName() throws Exception {
        broker.topic(topic, 1);
        listen();
        broker.send(topic, 0, WISH);
        triggers.await(heard -> heard.size() == 1);
        awaitCommitted(0, 1);
        close();

        try (var admin = broker.admin()) {
            long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            while (!members(admin).isEmpty()) {
                assertThat(System.nanoTime())
                        .as("waits until it has left the group")
                        .isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            admin.alterConsumerGroupOffsets(group(), Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
        listen();

        var heard = triggers.await(messages -> messages.size() == 2);
        assertThat(new HashSet<>(heard)).hasSize(1);
    }

    private Collection<MemberDescription> members(Admin admin) throws Exception {
        return Objects.requireNonNull(admin.describeConsumerGroups(List.of(group()))
                        .all()
                        .get()
                        .get(group()))
                .members();
    }

    @Test
    void hearsAfterItsReturnWhatWasSentWhileItWasAway() throws Exception {
        broker.topic(topic, 1);
        listen();
        close();

        broker.send(topic, 0, WISH);
        listen();

        assertThat(triggers.await(heard -> !heard.isEmpty())).hasSize(1);
    }

    @Test
    void goesOnWhenTheBrokerComesBack() throws Exception {
        broker.topic(topic, 1);
        listen();
        broker.send(topic, 0, WISH);
        triggers.await(heard -> heard.size() == 1);
        awaitCommitted(0, 1);

        broker.kill();
        broker.resume();
        broker.send(topic, 0, WISH, WISH);

        assertThat(triggers.await(heard -> heard.size() == 3))
                .extracting(Message::position)
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void sharesATopicAndTakesOverWhatAnotherLeaves() throws Exception {
        broker.topic(topic, 2);
        var first = listen();
        listen();

        broker.send(topic, 0, WISH);
        broker.send(topic, 1, WISH);
        triggers.await(heard -> new HashSet<>(heard).size() == 2);
        first.close();
        broker.send(topic, 0, WISH);
        broker.send(topic, 1, WISH);

        assertThat(new HashSet<>(triggers.await(heard -> new HashSet<>(heard).size() == 4)))
                .hasSize(4);
    }

    @Test
    void signsInWithTheCredentialsThatTheCatalogGivesNow() throws Exception {
        broker.topic(topic, 1);
        var passwords = new ArrayList<>(List.of("expired"));
        open.add(new Subscription(triggers, settings(), () -> {
            String password = passwords.isEmpty() ? KafkaBroker.PASSWORD : passwords.removeFirst();
            return Optional.of(new Topic(topic, true, group(), KafkaBroker.USER, password));
        }));
        awaitCommitted(0, 0);

        broker.send(topic, 0, WISH);

        assertThat(triggers.await(heard -> !heard.isEmpty())).hasSize(1);
    }

    @Test
    void waitsForACatalogThatIsAway() throws Exception {
        broker.topic(topic, 1);
        var outages = new ArrayList<>(List.of("away", "still away"));
        open.add(new Subscription(triggers, settings(), () -> {
            if (!outages.isEmpty()) {
                throw new CatalogException(outages.removeFirst(), null);
            }
            return Optional.of(new Topic(topic, true, group(), KafkaBroker.USER, KafkaBroker.PASSWORD));
        }));
        awaitCommitted(0, 0);

        broker.send(topic, 0, WISH);

        assertThat(triggers.await(heard -> !heard.isEmpty())).hasSize(1);
    }

    /** Listens, and waits until the group has a place in the topic. */
    private Subscription listen() throws Exception {
        var subscription = new Subscription(
                triggers,
                settings(),
                () -> Optional.of(new Topic(topic, true, group(), KafkaBroker.USER, KafkaBroker.PASSWORD)));
        open.add(subscription);
        awaitCommitted(0, 0);
        return subscription;
    }

    private Broker settings() {
        return new Broker(
                List.of(broker.address()), "SASL_PLAINTEXT", KafkaBroker.MECHANISM, true, Duration.ofMillis(200));
    }

    private String group() {
        return "org.git." + topic;
    }

    /** Waits until everything before a position is committed. */
    private void awaitCommitted(int partition, long position) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        try (var admin = broker.admin()) {
            while (System.nanoTime() < end) {
                var committed = admin.listConsumerGroupOffsets(group())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(new TopicPartition(topic, partition));
                if (committed != null && committed.offset() >= position) {
                    return;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        throw new AssertionError("nothing committed up to " + position);
    }
}
