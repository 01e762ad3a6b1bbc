package io.atoll.sync.internal;

import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.spi.IntegrationException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends entities to the catalog in bulks. What it refuses is sent again at the end, as a whole and as long as that helps: it may have
 * needed what came later.
 */
final class Bulks {

    /** How many entities go to the catalog at a time. */
    static final int SIZE = 20;

    private final Write write;
    private final Runnable done;
    private final Tally tally;
    private List<Refusal> refusals = new ArrayList<>();

    /**
     * Begins with nothing.
     *
     * @param write sends one bulk
     * @param done counts one entity
     * @param tally takes what was refused for good
     */
    Bulks(Write write, Runnable done, Tally tally) {
        this.write = write;
        this.done = done;
        this.tally = tally;
    }

    void send(List<Given> all) throws IntegrationException, InterruptedException {
        for (int from = 0; from < all.size(); from += SIZE) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            List<Given> bulk = all.subList(from, Math.min(from + SIZE, all.size()));
            List<Outcome> outcomes = write.send(bulk);
            for (int i = 0; i < bulk.size(); i++) {
                switch (outcomes.get(i)) {
                    case Outcome.Done ok -> done.run();
                    case Outcome.Refused refused -> refuse(bulk.get(i), refused.reason());
                }
            }
        }
    }

    private void refuse(Given given, String reason) {
        if (refusals.size() < Failures.KEPT) {
            refusals.add(new Refusal(given, reason));
        } else {
            tally.failed(given.item(), reason);
        }
    }

    /** Sends what was refused again until nothing more succeeds; what remains has failed. */
    void finish() throws IntegrationException, InterruptedException {
        int before = Integer.MAX_VALUE;
        while (!refusals.isEmpty() && refusals.size() < before) {
            List<Refusal> again = refusals;
            before = again.size();
            refusals = new ArrayList<>();
            send(again.stream().map(Refusal::given).toList());
        }
        refusals.forEach(refusal -> tally.failed(refusal.given().item(), refusal.reason()));
        refusals = new ArrayList<>();
    }

    private record Refusal(Given given, String reason) {}

    /** Sends one bulk and gives one outcome for each entity. */
    interface Write {
        List<Outcome> send(List<Given> bulk) throws IntegrationException, InterruptedException;
    }
}
