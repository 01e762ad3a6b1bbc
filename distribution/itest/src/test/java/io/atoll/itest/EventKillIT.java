package io.atoll.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The product is killed again and again while events pour in, and what it made of them is judged by what their sender knows, by the catalog
 * and by the ledger. {@code -Devents.count} and {@code -Devents.kills} make it larger, as the profile {@code nightly} does; {@code
 * -Devents.seed} kills at other moments.
 *
 * <p>An event makes an entity of its own, so that none is lost unnoticed, and changes one that it shares with others, so that the order
 * shows.
 */
class EventKillIT {

    private static final long SEED = Long.getLong("events.seed", 20261122L);
    private static final int EVENTS = Integer.getInteger("events.count", 2000);
    private static final int KILLS = Integer.getInteger("events.kills", 4);
    private static final String SEEDED = "seed " + SEED;
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OPTIONS =
            System.getProperty("events.options", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    private static final int SENDERS = 16;
    private static final int ITEMS = 40;

    @Test
    void whatWasAcceptedIsAppliedOrPutAwayAndNothingTwice() throws Exception {
        var random = new Random(SEED);
        try (var product = new Product("event-kill", OPTIONS, "resyncOnStart: false\n")) {
            product.start();
            installed(product);
            var begun = System.nanoTime();
            try (var senders = new Senders(product.address("/hook"), SENDERS, 2, EVENTS, EventKillIT::event).finish()) {
                for (var kill = 1; kill <= KILLS; kill++) {
                    var due = (int) ((long) EVENTS * kill / (KILLS + 1)) + random.nextInt(EVENTS / (KILLS + 1) / 2);
                    awaiting(OFTEN, () -> senders.acknowledged() >= due, senders::acknowledged);
                    product.kill();
                    product.start();
                }
                awaiting(OFTEN, senders::done, senders::acknowledged);
                var sent = System.nanoTime();
                requireAllSent(senders);
                settle(product);
                var settled = System.nanoTime();
                var parts = entities(product.catalog(), "livePart");
                var items = entities(product.catalog(), "liveItem");
                product.stop();
                try (var ledger = product.ledger()) {
                    requireCatalog(parts, items, requireLedger(ledger));
                }
                say(senders, sent - begun, settled - begun);
            }
        }
    }

    /** Sends the first event, and waits for what comes of it. */
    private static void installed(Product product) throws Exception {
        try (var first = new Senders(product.address("/hook"), 1, 1, 1, EventKillIT::event).finish()) {
            awaiting(OFTEN, first::done, first::acknowledged);
        }
        awaiting(OFTEN, () -> product.gauges("atoll_live_events", "state=\"done\"") == 1, () -> "the first event");
    }

    private static String event(int number) {
        var item = "k" + number % ITEMS;
        return "{\"id\":\"%s\",\"key\":\"%s\",\"value\":\"v%d\",\"parts\":[%d],\"unusable\":%b}"
                .formatted(item, item, number, number, unusable(number));
    }

    /** Whether an event is one that the handler can make nothing of. */
    private static boolean unusable(int number) {
        return number % 100 == 0;
    }

    private static IntStream numbers() {
        return IntStream.rangeClosed(1, EVENTS);
    }

    /** Looks now and then, for as long as there is progress. */
    private static void awaiting(Duration pause, Callable<Boolean> condition, Supplier<?> progress) throws Exception {
        var last = progress.get();
        var since = System.nanoTime();
        while (!condition.call()) {
            var now = progress.get();
            if (!now.equals(last)) {
                last = now;
                since = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .as("time without progress, at " + now)
                    .isLessThan(PATIENCE);
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Waits until none waits any more; not too often, as the product counts them all to say how many there are. */
    private static void settle(Product product) throws Exception {
        awaiting(
                Duration.ofSeconds(1),
                () -> product.gauges("atoll_live_events", "state=\"done\"") == EVENTS - dead().count()
                        && product.gauges("atoll_live_events", "state=\"dead\"") == dead().count(),
                () -> product.gauges("atoll_live_events", "state=\"done\""));
    }

    private static IntStream dead() {
        return numbers().filter(EventKillIT::unusable);
    }

    /** Every event was acknowledged, as new once at most, and as known whenever it came again. */
    private static void requireAllSent(Senders senders) {
        assertThat(senders.acknowledged()).as(SEEDED).isEqualTo(EVENTS - 1);
        assertThat(senders.kept().values()).as(SEEDED).allMatch(times -> times == 1);
        assertThat(senders.repeated().keySet())
                .as(SEEDED)
                .containsAll(numbers()
                        .filter(number -> number % Senders.AGAIN == 0)
                        .boxed()
                        .toList());
    }

    /** Every delivery is there once: dealt with, or put away if it cannot be; gives them in the order of their arrival. */
    private static List<Integer> requireLedger(Connection ledger) throws SQLException {
        var done = deliveries(ledger, "DONE");
        var dead = deliveries(ledger, "DEAD");
        assertThat(deliveries(ledger, "%")).as(SEEDED).hasSize(EVENTS).doesNotHaveDuplicates();
        assertThat(dead)
                .as(SEEDED)
                .containsExactlyInAnyOrderElementsOf(dead().boxed().toList());
        assertThat(done).as(SEEDED).hasSize(EVENTS - dead.size());
        return done;
    }

    /** Every event that is not dead made its entity, which was written once, and the last one of an item made the item. */
    private static void requireCatalog(JsonNode parts, JsonNode items, List<Integer> done) {
        var made = new HashSet<String>();
        var twice = new ArrayList<String>();
        for (var part : parts) {
            made.add(part.path("identifier").asText());
            if (!part.path("createdAt").equals(part.path("updatedAt"))) {
                twice.add(part.toString());
            }
        }
        assertThat(twice).as(SEEDED).isEmpty();
        assertThat(made)
                .as(SEEDED)
                .isEqualTo(done.stream()
                        .map(number -> "k" + number % ITEMS + "-" + number)
                        .collect(Collectors.toSet()));
        var values = new TreeMap<String, String>();
        items.forEach(item -> values.put(
                item.path("identifier").asText(), item.at("/properties/value").asText()));
        var last = new TreeMap<String, String>();
        done.forEach(number -> last.put("k" + number % ITEMS, "v" + number));
        assertThat(values).as(SEEDED).isEqualTo(last);
    }

    private static JsonNode entities(BoxCatalog catalog, String blueprint) throws Exception {
        return catalog.send("GET", "/v1/blueprints/" + blueprint + "/entities", null)
                .path("entities");
    }

    /** The numbers of the deliveries in a state, in the order of their arrival. */
    private static List<Integer> deliveries(Connection ledger, String state) throws SQLException {
        var numbers = new ArrayList<Integer>();
        try (var query = ledger.prepareStatement("select delivery from inbox where state like ? order by id")) {
            query.setString(1, state);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    numbers.add(Integer.valueOf(rows.getString(1).substring(1)));
                }
            }
        }
        return numbers;
    }

    private static void say(Senders senders, long sending, long all) {
        var times = senders.times();
        var again =
                senders.repeated().values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                Locale.ROOT,
                "%d kills; %d requests for %d deliveries, all acknowledged after %.1f s (%.0f/s), p50 %.1f ms, p99 %.1f ms; %d answers"
                        + " 'repeated'; %d applied and %d dead after %.1f s, 0 lost, 0 twice%n",
                KILLS,
                senders.sent(),
                EVENTS,
                sending / 1e9,
                EVENTS / (sending / 1e9),
                times[times.length / 2] / 1e6,
                times[times.length * 99 / 100] / 1e6,
                again,
                EVENTS - dead().count(),
                dead().count(),
                all / 1e9);
    }
}
