package io.atoll.actions.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** A desk, and fakes of everything around it. */
final class World implements AutoCloseable {

    static final Terms TERMS = new Terms(
            10, 4, 3, Duration.ofMillis(200), Duration.ofMillis(10), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final FakeRuns runs;
    final FakeExecutors executors = new FakeExecutors();
    final FakeIntegrations integrations = new FakeIntegrations();
    final FakeCatalog catalog;
    final Journal journal;
    final Report report;
    final Desk desk;
    volatile String unwanted = "";

    World(Path folder) {
        this(folder, TERMS);
    }

    World(Path folder, Terms terms) {
        this(folder, terms, new FakeRuns());
    }

    World(Path folder, Terms terms, FakeRuns runs) {
        this.runs = runs;
        this.catalog = new FakeCatalog(runs);
        this.journal = new Journal(folder);
        this.report = new Report(journal);
        var shop = new Workshop(
                FakeIntegrations.A,
                () -> unwanted,
                terms,
                new Buffer(terms, InstantSource.system()),
                journal,
                report,
                executors,
                InstantSource.system());
        this.desk = new Desk(shop, new Line(catalog, integrations, FakeIntegrations.A));
    }

    World open() {
        desk.open();
        return this;
    }

    /** Waits until a run is reported, and says how. */
    String reported(String id) throws Exception {
        eventually(() -> runs.ended(id));
        return runs.requests(id).stream()
                .filter(request -> request.startsWith("ended "))
                .findFirst()
                .orElseThrow();
    }

    static void eventually(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("never came true");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() throws InterruptedException {
        desk.close();
        if (!desk.ends(Instant.now())) {
            desk.cut();
            if (!desk.ends(Instant.now().plusSeconds(30))) {
                desk.abandon();
            }
        }
    }
}
