package io.atoll.apply.internal.endpoint;

import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Outcome.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of one write that takes several requests: for each of its items exactly one outcome.
 *
 * <p>A request without an answer leaves its items refused with status 0; after two of them in a row nothing more is sent. Not
 * thread-safe.
 */
final class Ledger {

    private static final int GIVE_UP_AFTER = 2;

    private final List<@Nullable Outcome> outcomes;
    private @Nullable CatalogException silence;
    private int silentInARow;
    private boolean answered;

    /** Makes an empty one for so many items. */
    public Ledger(int items) {
        outcomes = new ArrayList<>(items);
        for (int i = 0; i < items; i++) {
            outcomes.add(null);
        }
    }

    /** Sends the request about some of the items. */
    @FunctionalInterface
    public interface Sending {
        void send() throws CatalogException, InterruptedException;
    }

    /** Enters what became of an item; a later entry replaces an earlier one. */
    public void enter(int item, Outcome outcome) {
        outcomes.set(item, outcome);
        answered = true;
    }

    /** What became of an item, if that is known. */
    @Nullable
    public Outcome outcome(int item) {
        return outcomes.get(item);
    }

    /** Makes a request, unless the catalog has stopped answering. */
    public void send(List<Integer> items, Sending sending) throws InterruptedException {
        if (silentInARow >= GIVE_UP_AFTER && silence != null) {
            refuse(items, "not sent, as the catalog has stopped answering: " + silence.getMessage());
            return;
        }
        try {
            sending.send();
            silentInARow = 0;
        } catch (CatalogException e) {
            silence = silence == null ? e : silence;
            silentInARow++;
            refuse(items, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Closes the books.
     *
     * @throws CatalogException if there was no answer about any item
     */
    public List<Outcome> close() throws CatalogException {
        if (silence != null && !answered) {
            throw silence;
        }
        List<Outcome> closed = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            closed.add(outcome == null ? new Refused(0, "the catalog did not acknowledge it") : outcome);
        }
        return closed;
    }

    private void refuse(List<Integer> items, String reason) {
        for (int item : items) {
            if (outcomes.get(item) == null) {
                outcomes.set(item, new Refused(0, reason));
            }
        }
    }
}
