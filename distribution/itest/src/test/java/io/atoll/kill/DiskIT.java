package io.atoll.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kill.Recovery.Unbroken;
import io.atoll.test.port.PortServer;
import io.atoll.test.port.Request;
import io.atoll.test.port.Scenario;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a run whose disk is full, fails or lies. */
class DiskIT {

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

    /** Where a run is when its disk fails. */
    enum Moment {
        LISTING,
        WRITING,
        BEFORE_DELETING,
        DELETING;

        private boolean needs(Request request, int number) {
            return switch (this) {
                case LISTING -> request.path().endsWith("/datasource-entities");
                case WRITING -> request.writes() && number >= 3;
                case BEFORE_DELETING -> request.path().equals("/v1/blueprints/service/entities/search");
                case DELETING -> request.deletes() && number >= 2;
            };
        }

        /** Holds the answer back for which the run waits at that moment. */
        CountDownLatch hold(PortServer server) {
            var writes = new AtomicInteger();
            var deletions = new AtomicInteger();
            return server.hold(one -> needs(
                    one, one.writes() ? writes.incrementAndGet() : one.deletes() ? deletions.incrementAndGet() : 0));
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aRunWaitsForRoomOnAFullDisk(Moment moment) throws Exception {
        var small = List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=24m none \"$0\" && exec \"$@\"",
                folder.toString());
        try (var server = Scenario.start();
                var child = start(Child.Start.in(folder).after(small), server, moment)) {
            line(child.order("fill"), child);
            server.open();
            requireSuspended(child, "The disk of the ledger", "is full", "Make room");
            int deleted = deletions(server);

            line(child.order("free"), child);
            goesOnByItself(server, child, deleted);
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aRunWaitsForADiskThatFails(Moment moment) throws Exception {
        try (var server = Scenario.start();
                var child = start(Child.Start.in(folder), server, moment)) {
            limit(child, "1000");
            server.open();
            requireSuspended(child, "The disk of the ledger", "fails", "See that it is sound and has room");
            int deleted = deletions(server);

            limit(child, "unlimited");
            goesOnByItself(server, child, deleted);
        }
    }

    @Test
    void aRunGoesOnThoughTheEndOfTheLedgerIsLost() throws Exception {
        for (String point : List.of("PAGES_NOTED:2", "DELETIONS_PLANNED:1", "DELETION_NOTED:1")) {
            var start = Child.Start.in(folder.resolve(point));
            try (var server = Scenario.start()) {
                kill(start, server, point);
                try (var log = new RandomAccessFile(
                        start.folder().resolve("ledger/ledger.db-wal").toFile(), "rw")) {
                    log.setLength(log.length() - 1000);
                    log.seek(log.length() - 5000);
                    log.write(new byte[4000]);
                }
                try (var second = start.start(server, "two", "")) {
                    new Recovery(server).requireSame(unbroken, line(second.report(), second));
                }
            }
        }
    }

    @Test
    void nothingRunsWithADamagedLedger() throws Exception {
        var start = Child.Start.in(folder);
        try (var server = Scenario.start()) {
            kill(start, server, "CERTIFICATE_NOTED:1");
            Path file = folder.resolve("ledger/ledger.db");
            Path log = folder.resolve("ledger/ledger.db-wal");
            byte[] intact = Files.readAllBytes(file);
            byte[] tail = Files.readAllBytes(log);
            byte[] damaged = intact.clone();
            for (int i = 100; i < damaged.length; i++) {
                damaged[i] ^= 0x55;
            }
            Files.write(file, damaged);
            Files.delete(log);
            int before = server.history().size();

            try (var second = start.start(server, "two", "")) {
                assertThat(line(second.report(), second).path("unusable").asText())
                        .contains(file.toString(), "damaged", "move the file away");
            }
            assertThat(server.history()).hasSize(before);

            Files.write(file, intact);
            Files.write(log, tail);
            Files.deleteIfExists(folder.resolve("ledger/ledger.db-shm"));
            try (var third = start.start(server, "three", "")) {
                new Recovery(server).requireSame(unbroken, line(third.report(), third));
            }
        }
    }

    /** Starts a process, and waits until it is there. */
    private static Child start(Child.Start start, PortServer server, Moment moment) throws Exception {
        var reached = moment.hold(server);
        var child = start.start(server, "one", "");
        assertThat(reached.await(120, TimeUnit.SECONDS)).as(child.said()).isTrue();
        return child;
    }

    private static JsonNode line(Optional<JsonNode> line, Child child) {
        return line.orElseThrow(() -> new AssertionError("it ended: " + child.said()));
    }

    private static void kill(Child.Start start, PortServer server, String failPoint) throws Exception {
        try (var first = start.start(server, "one", failPoint)) {
            assertThat(first.report()).isEmpty();
            assertThat(first.exit()).as(first.said()).isEqualTo(137);
        }
    }

    private static void requireSuspended(Child child, String... reason) throws Exception {
        var report = line(child.report(), child);
        assertThat(report.path("status").asText()).as(report.toString()).isEqualTo("SUSPENDED");
        assertThat(report.path("reason").asText())
                .doesNotContain("defect")
                .satisfiesAnyOf(
                        ledger -> assertThat(ledger).contains(reason),
                        comparison -> assertThat(comparison)
                                .contains("cannot keep the comparison", "see that its disk has room"));
    }

    /** Nothing was deleted while the ledger could not be written, and now all is done. */
    private static void goesOnByItself(PortServer server, Child child, int deleted) throws Exception {
        assertThat(deletions(server)).isEqualTo(deleted);
        var report = line(child.order("settle"), child);
        var recovery = new Recovery(server);
        recovery.requireSame(unbroken, report);
        recovery.requireNothingMore(child);
    }

    private static int deletions(PortServer server) {
        return (int) server.history().stream().filter(Request::deletes).count();
    }

    /** Lets a process write no file beyond so many bytes: what is more fails. */
    private static void limit(Child child, String bytes) throws Exception {
        var limit = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(child.pid()), "--fsize=" + bytes + ":unlimited")
                .redirectErrorStream(true)
                .start();
        String said = new String(limit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(limit.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(limit.exitValue()).as(said).isZero();
    }
}
