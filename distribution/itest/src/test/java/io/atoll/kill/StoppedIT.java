package io.atoll.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.kill.Recovery.Unbroken;
import io.atoll.test.port.PortServer;
import io.atoll.test.port.Request;
import io.atoll.test.port.Scenario;
import io.atoll.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process stands still for longer than its lease, in the middle of a run; another one takes over. */
class StoppedIT {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Predicate<Request> WRITES = Request::writes;
    private static final Predicate<Request> DELETES = Request::deletes;

    @TempDir
    Path folder;

    private static Unbroken unbroken;

    @BeforeAll
    static void runUnbroken(@TempDir Path folder) throws Exception {
        try (var server = Scenario.start();
                var child = Child.Start.in(folder).start(server, "only", "")) {
            Recovery.requireWhole(child.report().orElseThrow(() -> new AssertionError(child.said())));
            unbroken = new Unbroken(server.shelves().entities());
        }
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of("it writes, its ledger is a file", WRITES, false),
                Arguments.of("it deletes, its ledger is a file", DELETES, false),
                Arguments.of("it writes, its ledger is in PostgreSQL", WRITES, true),
                Arguments.of("it deletes, its ledger is in PostgreSQL", DELETES, true));
    }

    @ParameterizedTest(name = "while {0}")
    @MethodSource("moments")
    void writesNothingOnceAnotherHasTakenOver(String moment, Predicate<Request> request, boolean shared)
            throws Exception {
        var one = Child.Start.in(folder).leasing(LEASE);
        var other = one;
        if (shared) {
            var database = PostgresServer.shared().database();
            one = one.with(database);
            other = Child.Start.in(folder.resolve("other")).leasing(LEASE).with(database);
        }
        try (var server = Scenario.start()) {
            var reached = server.hold(any -> any.client().equals("first") && request.test(any));
            try (var first = one.start(server, "first", "")) {
                assertThat(reached.await(120, TimeUnit.SECONDS))
                        .as(first.said())
                        .isTrue();
                first.pause();
                takesOver(server, first, other);
            }
        }
    }

    private static void takesOver(PortServer server, Child first, Child.Start start) throws Exception {
        int before = server.history().size();
        try (var second = start.start(server, "second", "")) {
            var report = second.report().orElseThrow(() -> new AssertionError(second.said()));
            if (report.has("refused") || report.path("status").asText().equals("FAILED")) {
                report = second.order("take over").orElseThrow(() -> new AssertionError(second.said()));
            }
            assertThat(report.path("epoch").asInt()).as(report.toString()).isEqualTo(2);
            new Recovery(server).requireSame(unbroken, report);

            first.proceed();
            server.open();
            assertThat(first.report())
                    .as("the first one ends its run: %s", first.said())
                    .isPresent();
            assertThat(server.history().subList(before, server.history().size()))
                    .filteredOn(request -> request.client().equals("first"))
                    .noneMatch(Request::writes)
                    .noneMatch(Request::deletes)
                    .noneMatch(request -> request.path().endsWith("/resync-state"));
            new Recovery(server).requireSame(unbroken, report);
            new Recovery(server).requireNothingMore(second);
        }
    }
}
