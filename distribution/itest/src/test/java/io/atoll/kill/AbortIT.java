package io.atoll.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.Trigger;
import io.atoll.test.port.PortServer;
import io.atoll.test.port.Request;
import io.atoll.test.port.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run is aborted while the catalog or the third party does not answer, in each of its phases. */
class AbortIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Trigger PERSON = new Trigger.Manual("test", 0);

    @TempDir
    Path folder;

    /** What a run waits for. */
    enum Phase {
        TOKEN,
        REGISTERING,
        TELLING_THE_BEGINNING,
        LISTING,
        FETCHING_OUTSIDE_OF_PARTITIONS,
        FETCHING_A_PARTITION,
        WRITING,
        WRITING_AGAIN,
        LOOKING_FOR_DEPENDENTS,
        LOOKING_BEFORE_DELETING,
        DELETING;

        private boolean needs(Request request) {
            return switch (this) {
                case TOKEN -> request.path().equals("/v1/auth/access_token");
                case REGISTERING -> request.path().equals("/v1/integration");
                case TELLING_THE_BEGINNING -> request.path().endsWith("/resync-state");
                case LISTING -> request.path().endsWith("/datasource-entities");
                case FETCHING_OUTSIDE_OF_PARTITIONS -> request.path().equals("/source/team/-");
                case FETCHING_A_PARTITION -> request.path().equals("/source/service/beta");
                case WRITING -> request.writes();
                case WRITING_AGAIN -> request.writes() && request.names().contains(Scenario.REFUSED_FIRST);
                case LOOKING_FOR_DEPENDENTS -> request.path().equals("/v1/blueprints/service/entities/search");
                case LOOKING_BEFORE_DELETING -> request.path().equals("/v1/entities/search");
                case DELETING -> request.deletes();
            };
        }

        /** Whether the run is in the ledger by then. */
        boolean opened() {
            return compareTo(REGISTERING) > 0;
        }

        CountDownLatch hold(PortServer server) {
            var met = new AtomicInteger();
            return server.hold(one -> needs(one) && met.incrementAndGet() >= (this == WRITING_AGAIN ? 2 : 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aPersonAbortsIt(Phase phase) throws Exception {
        try (var server = Scenario.start();
                var platform = platform(server)) {
            RunId run = start(platform, server, phase);
            int before = deletions(server);

            long asked = System.nanoTime();
            assertThat(platform.engine().cancel(run, "Ada had enough")).isTrue();
            var report = awaitEnd(platform, run);

            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
            assertThat(report.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(report.reason()).contains("Ada had enough");
            server.open();
            assertThat(deletions(server)).isEqualTo(before);
            aNewRunDoesItAll(platform, server, run);
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aNewerRunTakesItsPlace(Phase phase) throws Exception {
        try (var server = Scenario.start();
                var platform = platform(server)) {
            RunId run = start(platform, server, phase);

            long asked = System.nanoTime();
            RunId newer = platform.engine().start(Platform.ID, PERSON);
            var report = awaitEnd(platform, run);

            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
            assertThat(report.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(report.reason()).contains(newer.toString());
            server.open();
            requireWhole(server, platform.engine().await(newer, PATIENCE).orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void thePlatformStopsAndGoesOnLater(Phase phase) throws Exception {
        try (var server = Scenario.start()) {
            RunId run;
            try (var platform = platform(server)) {
                run = start(platform, server, phase);
                int before = deletions(server);

                long asked = System.nanoTime();
                platform.stop();

                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
                assertThat(awaitEnd(platform, run).status())
                        .isEqualTo(phase.opened() ? Status.SUSPENDED : Status.INTERRUPTED);
                server.open();
                assertThat(deletions(server)).isEqualTo(before);
            }
            try (var platform = platform(server)) {
                RunId next = platform.engine().start(Platform.ID, new Trigger.AtStart());
                assertThat(next.equals(run)).isEqualTo(phase.opened());
                requireWhole(server, platform.engine().await(next, PATIENCE).orElseThrow());
            }
        }
    }

    private Platform platform(PortServer server) throws InterruptedException {
        return new Platform(server.url(), "one", folder, Optional.empty(), Duration.ofSeconds(30));
    }

    /** Starts a run, and waits until it waits. */
    private static RunId start(Platform platform, PortServer server, Phase phase) throws Exception {
        var reached = phase.hold(server);
        RunId run = platform.engine().start(Platform.ID, PERSON);
        assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("%s", platform.engine().report(run))
                .isTrue();
        return run;
    }

    private static RunReport awaitEnd(Platform platform, RunId run) throws InterruptedException {
        return platform.engine().await(run, PATIENCE).orElseThrow();
    }

    private static void aNewRunDoesItAll(Platform platform, PortServer server, RunId aborted) throws Exception {
        RunId run = platform.engine().start(Platform.ID, PERSON);
        assertThat(run).isNotEqualTo(aborted);
        requireWhole(server, awaitEnd(platform, run));
    }

    private static void requireWhole(PortServer server, RunReport report) {
        assertThat(report.status()).as(report.toString()).isEqualTo(Status.HELD);
        assertThat(server.shelves().entities().keySet())
                .containsAll(Scenario.staleTeams())
                .doesNotContainAnyElementsOf(Scenario.staleServices());
        assertThat(server.shelves().entities())
                .hasSize(Scenario.staleTeams().size()
                        + Scenario.records().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum());
    }

    private static int deletions(PortServer server) {
        return (int) server.history().stream().filter(Request::deletes).count();
    }
}
