package io.atoll.actions.internal;

import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.ActionRuns.Claimed;
import io.atoll.pipeline.ActionRuns.Source;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the runs of one instance, as long as its bundle is there, and finds out how each is to be carried out. Used by one thread.
 *
 * <p>Both sources take turns in being asked first, so that trouble with one does not keep the other waiting.
 */
final class Poller {

    private static final Logger log = LoggerFactory.getLogger(Poller.class);
    private static final Duration LOOK_FOR_EXECUTORS = Duration.ofMillis(250);

    private final Workshop shop;
    private final Line line;
    private final Leftovers leftovers;
    private Source first = Source.ACTION;
    private volatile String trouble = "";

    Poller(Workshop shop, Line line, Leftovers leftovers) {
        this.shop = shop;
        this.line = line;
        this.leftovers = leftovers;
    }

    /** Works until the thread is interrupted. */
    void work() throws InterruptedException {
        while (true) {
            boolean took = false;
            try {
                took = round();
                sort();
            } catch (RuntimeException defect) {
                log.error("{}: actions could not be claimed; this is tried again", shop.integration(), defect);
            }
            if (!took) {
                rest();
            }
        }
    }

    /** Why nothing is claimed now; empty if it is. */
    String trouble() {
        return trouble;
    }

    /** Asks once; whether there was something new. */
    boolean round() throws InterruptedException {
        try {
            ActionRuns runs = line.runs();
            leftovers.settle(runs);
            String unwanted = shop.wanted().get();
            if (!unwanted.isEmpty()) {
                trouble = unwanted;
                return false;
            }
            if (!line.ready()) {
                trouble = "no runs are claimed while its bundle is not deployed or its configuration is faulty";
                return false;
            }
            boolean took = claim(runs);
            trouble = "";
            return took;
        } catch (CatalogException failed) {
            line.reset();
            stopped(failed.getMessage());
            return false;
        } catch (IOException failed) {
            stopped("the record of runs in the data folder cannot be read: " + failed);
            return false;
        }
    }

    private void stopped(String reason) {
        if (!reason.equals(trouble)) {
            log.warn("{}: actions wait: {}", shop.integration(), reason);
        }
        trouble = reason;
    }

    private boolean claim(ActionRuns runs) throws CatalogException, InterruptedException {
        Source now = first;
        first = now == Source.ACTION ? Source.WORKFLOW : Source.ACTION;
        boolean took = claim(runs, now);
        took |= claim(runs, first);
        return took;
    }

    private boolean claim(ActionRuns runs, Source source) throws CatalogException, InterruptedException {
        int limit = shop.buffer().room();
        if (limit == 0) {
            return false;
        }
        List<Claimed> claimed = runs.claim(
                source, limit, shop.terms().visibility(), shop.buffer().full(source));
        boolean took = false;
        for (Claimed run : claimed) {
            took |= shop.buffer().add(new Ticket(run, runs, shop.now()));
        }
        return took;
    }

    /** Finds out how runs are to be carried out, one after another, so that those of a partition keep their order. */
    void sort() throws InterruptedException {
        for (Ticket ticket : shop.buffer().unsorted()) {
            Optional<Executors.Held> found = shop.executors().find(shop.integration(), ticket.claimed.action());
            if (found.isPresent()) {
                try (var held = found.get()) {
                    var run = new StartedRun(shop.integration(), ticket);
                    shop.buffer()
                            .sorted(
                                    ticket,
                                    shop.ask(
                                            ticket,
                                            "partitionKey",
                                            () -> held.executor().partitionKey(run)));
                } catch (Unexpected defect) {
                    shop.buffer().faulty(ticket, defect.getMessage());
                }
            } else if (ticket.since.plus(shop.terms().patience()).isBefore(shop.now())) {
                shop.buffer().faulty(ticket, nobody(ticket));
            }
        }
    }

    private String nobody(Ticket ticket) {
        return "No executor registered for action type '" + ticket.claimed.action() + "': integration "
                + shop.integration()
                + " carries out no such action. Nothing was done. Correct the action in the catalog, or deploy"
                + " a version of the integration that knows it.";
    }

    private void rest() throws InterruptedException {
        Duration longest = shop.terms().interval();
        if (!shop.buffer().unsorted().isEmpty() && longest.compareTo(LOOK_FOR_EXECUTORS) > 0) {
            longest = LOOK_FOR_EXECUTORS;
        }
        Thread.sleep(longest);
    }
}
