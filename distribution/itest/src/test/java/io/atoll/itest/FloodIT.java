package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Third parties send more than anybody can take, while a run is under way, to a product with little memory. */
class FloodIT {

    private static final String OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m";
    private static final int RECORDS = 1000;
    private static final int EVENTS = 100;
    /** More than are read at once. */
    private static final int SLOW = 100;

    @Test
    void neitherTheRunNorTheMemoryNorGenuineEventsSufferFromAFlood() throws Exception {
        var used = new ArrayList<Double>();
        try (var product = new Product("flood", OPTIONS, Product.RUNS_BY_POST)) {
            product.holds(IntStream.range(0, RECORDS)
                    .mapToObj(number -> "{\"id\":\"r%d\",\"value\":\"v\",\"parts\":[]}".formatted(number))
                    .toArray(String[]::new));
            Path hold = Files.createFile(product.beside("hold"));
            Files.writeString(product.home().resolve("conf/events.yaml"), "body.seconds: 5\n");
            product.start();
            String answer = product.askForARun();
            eventually(() -> Files.exists(product.beside("begun")), () -> "no run after " + answer);
            try (var senders = new Senders(product.address("/hook"), 4, 1, EVENTS, FloodIT::event).finish()) {
                try (var flood =
                        new Flood(product.address("/hook")).forged(8).huge(4).endless(4)) {
                    eventually(
                            () -> {
                                used.add(product.gauges("jvm_memory_heap_used_bytes", ""));
                                return flood.answers("forged") > 200
                                        && flood.answers("huge") > 10
                                        && flood.answers("endless") > 10
                                        && flood.answers("forged 401") > 0
                                        && flood.answers("huge 413") > 0;
                            },
                            flood::answers);
                    flood.slow(SLOW);
                    eventually(() -> flood.slow() > 64, flood::answers);

                    Files.delete(hold);
                    eventually(() -> product.notes().has("lastRun"), flood::answers);

                    assertThat(product.alive()).isTrue();
                    say(flood, used);
                    requireRefused(flood);
                }
                eventually(senders::done, senders::acknowledged);
            }
            eventually(
                    () -> product.gauges("atoll_live_events", "state=\"done\"") == EVENTS,
                    () -> product.gauges("atoll_live_events", "state=\"done\""));
            assertThat(product.catalog().entities("liveItem")).hasSize(RECORDS + EVENTS);
            product.stop();
            assertThat(product.runs()).containsExactly("FINISHED: asked for by POST");
        }
    }

    private static String event(int number) {
        return "{\"id\":\"e%d\",\"value\":\"v\",\"parts\":[]}".formatted(number);
    }

    /** Nothing of it was taken, and nothing of it broke anything. */
    private static void requireRefused(Flood flood) {
        assertThat(flood.answers().keySet())
                .allSatisfy(answer -> assertThat(answer.substring(answer.indexOf(' ') + 1))
                        .isIn("401", "408", "413", "503", "cut off"));
        assertThat(flood.answers()).containsKeys("forged 401", "huge 413");
    }

    private static void say(Flood flood, List<Double> used) {
        System.out.printf(
                "%s; %d MB sent; heap in use at most %.0f MB of 256%n",
                flood.answers(),
                flood.bytes() >> 20,
                used.stream().mapToDouble(Double::doubleValue).max().orElse(0) / (1 << 20));
    }
}
