package io.atoll.ledger.internal;

import static io.atoll.ledger.internal.Ledgers.GIT;
import static io.atoll.ledger.internal.Ledgers.JIRA;
import static io.atoll.ledger.internal.Ledgers.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Inbox.Event;
import io.atoll.pipeline.Inbox.Full;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.Receipt;
import io.atoll.pipeline.Inbox.State;
import io.atoll.pipeline.Ledger.Leased;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every inbox does, whatever it is kept in. */
abstract class InboxContract {

    private static final Lane HOOK = new Lane(GIT, "/webhook");
    private static final Lane OTHER = new Lane(JIRA, "/webhook");
    private static final InboxLimits LIMITS = new InboxLimits(10, 1000, 2, Duration.ofHours(1));

    @TempDir
    Path folder;

    private OpenLedger open;
    private Inbox inbox;

    /** Where events are kept in this test. */
    abstract LedgerSettings.Store store();

    @BeforeEach
    void open() throws Exception {
        open = OpenLedger.open(
                folder,
                new LedgerSettings(store(), 3),
                LIMITS,
                Duration.ofSeconds(30),
                System::nanoTime,
                Clock.fixed(START, ZoneOffset.UTC));
        inbox = open.inbox();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void givesWhatWasAcceptedInTheOrderOfArrival() throws Exception {
        accept(HOOK, "one", "a");
        accept(OTHER, "two", "b");
        accept(HOOK, null, "c");
        reopen();

        assertThat(inbox.waiting()).containsExactlyInAnyOrder(HOOK, OTHER);
        try (var reader = inbox.open(HOOK)) {
            var events = reader.next(10, 1000);
            assertThat(bodies(events)).containsExactly("a", "c");
            var first = events.getFirst().delivery();
            assertThat(first.id()).isEqualTo("one");
            assertThat(first.method()).isEqualTo("POST");
            assertThat(first.headers()).isEqualTo(Map.of("x-event", List.of("push", "\u0000")));
            assertThat(first.receivedAt()).isEqualTo(START);
            assertThat(reader.next(10, 1000)).isEmpty();
        }
    }

    @Test
    void keepsBytesAsTheyAre() throws Exception {
        var bytes = new byte[256];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        inbox.accept(new Delivery(HOOK, null, "POST", Map.of(), bytes, START));
        reopen();

        try (var reader = inbox.open(HOOK)) {
            assertThat(reader.next(1, 1).getFirst().delivery().body()).isEqualTo(bytes);
        }
    }

    @Test
    void knowsADeliveryAgainWhateverBecameOfIt() throws Exception {
        assertThat(accept(HOOK, "one", "a")).isEqualTo(Receipt.KEPT);
        assertThat(accept(HOOK, "one", "a")).isEqualTo(Receipt.REPEATED);
        assertThat(accept(OTHER, "one", "a")).isEqualTo(Receipt.KEPT);
        assertThat(accept(HOOK, null, "a")).isEqualTo(Receipt.KEPT);
        assertThat(accept(HOOK, null, "a")).isEqualTo(Receipt.KEPT);
        try (var reader = inbox.open(HOOK)) {
            reader.next(10, 1000).forEach(event -> reader.done(event.number()));
        }
        reopen();

        assertThat(accept(HOOK, "one", "a")).isEqualTo(Receipt.REPEATED);
        assertThat(inbox.counts().get(HOOK)).isEqualTo(Map.of(State.DONE, 1L));
        assertThat(inbox.waiting()).containsExactly(OTHER);
    }

    @Test
    void keepsOneOfManyEqualDeliveriesThatComeAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var receipts = new ArrayList<Future<Receipt>>();
            for (var i = 0; i < 9; i++) {
                receipts.add(threads.submit(() -> accept(HOOK, "same", "a")));
            }
            var kept = 0;
            for (var receipt : receipts) {
                kept += receipt.get() == Receipt.KEPT ? 1 : 0;
            }
            assertThat(kept).isOne();
        }
    }

    @Test
    void whatAReaderHadInItsHandsWaitsAgainInItsPlace() throws Exception {
        for (var body : List.of("a", "b", "c")) {
            accept(HOOK, null, body);
        }
        try (var reader = inbox.open(HOOK)) {
            var events = reader.next(2, 1000);
            reader.done(events.getLast().number());
        }
        try (var reader = inbox.open(HOOK)) {
            assertThat(bodies(reader.next(10, 1000))).containsExactly("a", "c");
        }
    }

    @Test
    void lendsALaneToOneReaderAtATime() throws Exception {
        accept(HOOK, null, "a");
        try (var reader = inbox.open(HOOK)) {
            reader.ensureHeld();

            assertThatThrownBy(() -> inbox.open(HOOK)).isInstanceOf(Leased.class);
            inbox.open(OTHER).close();
        }
        inbox.open(HOOK).close();
    }

    @Test
    void givesNoMoreBytesAtOnceThanAskedForButAtLeastOneEvent() throws Exception {
        for (var body : List.of("large", "a", "b", "large")) {
            accept(HOOK, null, body);
        }
        try (var reader = inbox.open(HOOK)) {
            assertThat(bodies(reader.next(10, 3))).containsExactly("large");
            assertThat(bodies(reader.next(10, 3))).containsExactly("a", "b");
            assertThat(bodies(reader.next(10, 3))).containsExactly("large");
        }
    }

    @Test
    void refusesWhatIsTooMuchOfOneIntegrationAndTakesFromOthers() throws Exception {
        for (var i = 0; i < LIMITS.events(); i++) {
            accept(HOOK, null, "a");
        }
        assertThatThrownBy(() -> accept(HOOK, null, "a"))
                .isInstanceOf(Full.class)
                .hasMessageContaining("git~demo");
        assertThat(accept(OTHER, null, "a")).isEqualTo(Receipt.KEPT);
        reopen();
        assertThatThrownBy(() -> accept(HOOK, null, "a")).isInstanceOf(Full.class);

        try (var reader = inbox.open(HOOK)) {
            reader.done(reader.next(1, 1000).getFirst().number());
        }
        assertThat(accept(HOOK, null, "a")).isEqualTo(Receipt.KEPT);
        assertThatThrownBy(() -> accept(OTHER, null, "x".repeat(1000))).isInstanceOf(Full.class);
    }

    @Test
    void aDeadEventKeepsItsBodyAndReasonAndCanBeReplayed() throws Exception {
        accept(HOOK, "one", "a");
        accept(HOOK, "two", "b");
        try (var reader = inbox.open(HOOK)) {
            reader.dead(reader.next(1, 1000).getFirst().number(), 3, "no such project");
        }
        reopen();

        var dead = inbox.list(State.DEAD, GIT, 10).getFirst();
        assertThat(dead.attempts()).isEqualTo(3);
        assertThat(dead.reason()).isEqualTo("no such project");
        assertThat(dead.delivery().body()).isEmpty();
        assertThat(inbox.find(dead.number()).orElseThrow().delivery().body()).isEqualTo(bytes("a"));
        assertThat(inbox.list(State.DEAD, JIRA, 10)).isEmpty();
        assertThat(inbox.list(State.DEAD, null, 10)).hasSize(1);

        assertThat(inbox.replay(List.of(dead.number(), 4711L))).isOne();
        assertThat(inbox.replay(List.of(dead.number()))).isZero();
        try (var reader = inbox.open(HOOK)) {
            assertThat(bodies(reader.next(10, 1000))).containsExactly("a", "b");
        }
    }

    @Test
    void aDroppedEventIsForgottenButForItsId() throws Exception {
        accept(HOOK, "one", "a");
        long number;
        try (var reader = inbox.open(HOOK)) {
            number = reader.next(1, 1000).getFirst().number();
            reader.dead(number, 1, "unreadable");
        }

        assertThat(inbox.drop(List.of(number))).isOne();
        assertThat(inbox.drop(List.of(number))).isZero();
        assertThat(inbox.list(State.DEAD, null, 10)).isEmpty();
        assertThat(accept(HOOK, "one", "a")).isEqualTo(Receipt.REPEATED);
    }

    @Test
    void aClosedReaderNotesNothingMore() throws Exception {
        accept(HOOK, null, "a");
        var reader = inbox.open(HOOK);
        var number = reader.next(1, 1000).getFirst().number();
        reader.close();
        reader.done(number);

        try (var next = inbox.open(HOOK)) {
            assertThat(bodies(next.next(10, 1000))).containsExactly("a");
        }
    }

    private Receipt accept(Lane lane, @Nullable String id, String body) throws Full, InterruptedException {
        return inbox.accept(
                new Delivery(lane, id, "POST", Map.of("x-event", List.of("push", "\u0000")), bytes(body), START));
    }

    private void reopen() throws Exception {
        close();
        open();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> bodies(List<Event> events) {
        return events.stream()
                .map(event -> new String(event.delivery().body(), StandardCharsets.UTF_8))
                .toList();
    }
}
