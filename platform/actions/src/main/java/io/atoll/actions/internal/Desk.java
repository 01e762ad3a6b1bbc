package io.atoll.actions.internal;

import io.atoll.actions.internal.Mark.Phase;
import io.atoll.pipeline.ActionDesk.Run;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.ActionRuns.Ref;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.action.ActionResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The actions of one instance: claimed and carried out once it is opened; the ends of those that go on are taken at any time. */
final class Desk {

    private static final String STOPPED =
            "The platform stopped while this was carried out; it is not known whether it took effect";

    private final Workshop shop;
    private final Line line;
    private final Leftovers leftovers;
    private final Poller poller;
    private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
    private final Set<Thread> loops = ConcurrentHashMap.newKeySet();
    private final Set<Thread> stewards = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Desk(Workshop shop, Line line) {
        this.shop = shop;
        this.line = line;
        this.leftovers = new Leftovers(shop);
        this.poller = new Poller(shop, line, leftovers);
    }

    /** Begins to claim and carry out. */
    void open() {
        start(loops, "atoll-actions-claim-" + shop.integration(), poller::work);
        start(loops, "atoll-actions-" + shop.integration(), this::handOut);
    }

    private void handOut() throws InterruptedException {
        while (!closed) {
            Execution execution = new Execution(shop, shop.buffer().take());
            executions.add(execution);
            start(stewards, "atoll-actions-run-" + shop.integration(), () -> {
                try {
                    execution.run();
                } finally {
                    executions.remove(execution);
                }
            });
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Waits and catalog calls need no thread of the machine; executors get one of their own. */
    private static void start(Set<Thread> group, String name, Work work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } finally {
                group.remove(Thread.currentThread());
            }
        });
        group.add(thread);
        thread.start();
    }

    /** Claims and begins nothing more. */
    void close() {
        closed = true;
        loops.forEach(Thread::interrupt);
    }

    /** Whether all runs end by themselves until a moment; nothing is begun or told any more then. */
    boolean ends(Instant latest) throws InterruptedException {
        return end(loops, latest) && end(stewards, latest); // the loops begin what the stewards do
    }

    private static boolean end(Set<Thread> threads, Instant latest) throws InterruptedException {
        for (Thread thread : threads) {
            Duration left = Duration.between(Instant.now(), latest);
            if (left.isNegative() || !thread.join(left)) {
                return false;
            }
        }
        return true;
    }

    /** Ends runs as failed. */
    void cut() {
        executions.forEach(execution -> execution.cut(STOPPED));
    }

    /** Waits for nothing more; what is not reported now is reported after the next start. */
    void abandon() {
        stewards.forEach(Thread::interrupt);
    }

    /** Why no runs are claimed now; empty if they are. */
    String trouble() {
        return poller.trouble();
    }

    /** The runs that are not over, and those that are not reported. */
    List<Run> runs() {
        var all = new ArrayList<Run>(shop.buffer().runs());
        all.addAll(leftovers.runs());
        return all;
    }

    /**
     * Reports the end of a run that went on at the third party.
     *
     * @return false if there is none under this id
     */
    boolean ended(String externalId, ActionResult.Ended end) throws IntegrationException, InterruptedException {
        try {
            ActionRuns catalog = line.runs();
            Optional<Ref> run = unreported(externalId);
            if (run.isEmpty()) {
                run = catalog.find(externalId);
            }
            return run.isPresent() && shop.report().ended(catalog, run.get(), end);
        } catch (CatalogException failed) {
            throw new Unavailable(
                    "the end of the run '" + externalId + "' was not reported: " + failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new Unavailable("the end of the run '" + externalId + "' cannot be noted: " + failed, failed);
        }
    }

    /** The run that the catalog was not told yet to go on under an id. */
    private Optional<Ref> unreported(String externalId) throws IOException {
        return shop.journal().all().stream()
                .filter(mark -> mark.phase() instanceof Phase.Continues on
                        && on.externalId().equals(externalId))
                .map(Mark::ref)
                .findFirst();
    }
}
