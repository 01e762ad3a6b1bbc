package io.atoll.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.engine.internal.ProcessEngine;
import io.atoll.kill.Recovery.Unbroken;
import io.atoll.test.port.PortServer;
import io.atoll.test.port.Request;
import io.atoll.test.port.Scenario;
import io.atoll.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run is killed at each fail point there is, again and again, by real processes that go on with one another's work.
 *
 * <p>The processes are those of {@link Platform}; the catalog and the third party are real servers that outlive them and know what they did.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillIT {

    /** At its first passing the first process is killed, at their second and fifth one its successors are, if they pass it so often. */
    private static final List<Integer> PASSINGS = List.of(1, 2, 5);

    private static final Queue<Duration> recoveries = new ConcurrentLinkedQueue<>();
    private static final Queue<Integer> pagesAgain = new ConcurrentLinkedQueue<>();

    private static Unbroken unbroken;

    @BeforeAll
    static void runUnbroken(@TempDir Path folder) throws Exception {
        try (var server = Scenario.start();
                var child = Child.Start.in(folder).start(server, "only", "")) {
            var report = child.report().orElseThrow(() -> new AssertionError(child.said()));
            unbroken = new Unbroken(server.shelves().entities());

            Recovery.requireWhole(report);
            assertThat(report.path("deleted").asInt())
                    .isEqualTo(Scenario.staleServices().size());
            assertThat(unbroken.entities()).containsKeys(Scenario.staleTeams().toArray(String[]::new));
            assertThat(server.history().stream().filter(Request::reads)).hasSize(Scenario.pages());
            assertThat(server.shelves().writtenInVain()).isEmpty();
            assertThat(server.history().stream()
                            .filter(request ->
                                    request.writes() && request.names().contains(Scenario.REFUSED_FIRST)))
                    .hasSize(2);
        }
    }

    @AfterAll
    static void saysHowSoonRunsWentOn() {
        var sorted = recoveries.stream().sorted().toList();
        Duration median = sorted.get(sorted.size() / 2);
        System.out.println("killed " + sorted.size() + " times; recovery in " + median.toMillis() + " ms (median), "
                + sorted.getLast().toMillis() + " ms (slowest); pages read again: "
                + pagesAgain.stream().mapToInt(Integer::intValue).average().orElse(0) + " (mean), "
                + pagesAgain.stream().mapToInt(Integer::intValue).max().orElse(0) + " (most)");
    }

    static Stream<String> failPoints() {
        return ProcessEngine.failPoints().stream();
    }

    @ParameterizedTest
    @MethodSource("failPoints")
    void goesOnWhereItWasKilled(String point, @TempDir Path folder) throws Exception {
        survives(Child.Start.in(folder), point);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BULK_WRITTEN", "PAGES_NOTED", "CERTIFICATE_NOTED", "DELETION_DONE"})
    void goesOnWhereItWasKilledWithALedgerInPostgresql(String point, @TempDir Path folder) throws Exception {
        survives(Child.Start.in(folder).with(PostgresServer.shared().database()), point);
    }

    private static void survives(Child.Start start, String point) throws Exception {
        try (var server = Scenario.start();
                var first = start.start(server, "process-1", point + ":" + PASSINGS.getFirst())) {
            assertThat(first.report()).as("%s is passed", point).isEmpty();
            assertThat(first.exit()).as(first.said()).isEqualTo(137);
            goesOn(start, server, point, 1);
        }
    }

    /** The successor of a process that was killed goes on, and may be killed itself. */
    private static void goesOn(Child.Start start, PortServer server, String point, int killed) throws Exception {
        var recovery = new Recovery(server);
        String failPoint = killed < PASSINGS.size() ? point + ":" + PASSINGS.get(killed) : "";
        String name = "process-" + (killed + 1);
        boolean again;
        try (var aftermath = Aftermath.of(start)) {
            recovery.requireLawful(aftermath);
            long started = System.nanoTime();
            try (var successor = start.start(server, name, failPoint)) {
                var report = successor.report();
                recoveries.add(Duration.ofNanos(recovery.goesOn(name) - started));
                pagesAgain.add(recovery.requireReadOn("process-" + killed, name, aftermath));
                again = report.isEmpty();
                if (report.isPresent()) {
                    if (aftermath.unfinished().isPresent()) {
                        assertThat(report.get().path("run").asText())
                                .isEqualTo(aftermath.unfinished().get());
                        assertThat(report.get().path("epoch").asInt()).isEqualTo(killed + 1);
                    }
                    recovery.requireSame(unbroken, report.get());
                    recovery.requireNothingMore(successor);
                } else {
                    assertThat(successor.exit()).as(successor.said()).isEqualTo(137);
                }
            }
        }
        if (again) {
            goesOn(start, server, point, killed + 1);
        } else {
            try (var aftermath = Aftermath.of(start)) {
                assertThat(aftermath.unjustified()).isEmpty();
            }
        }
    }
}
