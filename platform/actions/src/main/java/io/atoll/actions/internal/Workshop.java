package io.atoll.actions.internal;

import io.atoll.actions.internal.Mark.Phase;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What the work on the runs of one instance shares.
 *
 * @param integration the instance
 * @param wanted whether runs are wanted now; its answer is empty, or the reason why not
 */
record Workshop(
        IntegrationId integration,
        Supplier<String> wanted,
        Terms terms,
        Buffer buffer,
        Journal journal,
        Report report,
        Executors executors,
        InstantSource clock) {

    Instant now() {
        return clock.instant();
    }

    /** A mark for a run of the catalog. */
    Mark mark(Ticket ticket, Phase phase) {
        return new Mark(ticket.ref(), ticket.claimed.action(), ticket.runs.catalog(), now(), phase);
    }

    /**
     * Asks an executor something that it answers by itself.
     *
     * @param what is asked, for messages
     * @throws Unexpected if it throws, answers nothing, or does not answer in time
     */
    <T> T ask(Ticket ticket, String what, Callable<T> question)
            throws IntegrationException.Unexpected, InterruptedException {
        Attempt<T> attempt = Attempt.start("atoll-action-" + what + "-" + integration + "-" + ticket.ref(), question);
        String defect;
        try {
            T answer = attempt.await(terms.patience());
            if (answer != null) {
                return answer;
            }
            defect = "answered nothing";
        } catch (TimeoutException late) {
            defect = "did not answer within " + terms.patience().toSeconds() + " seconds";
        } catch (ExecutionException failure) {
            defect = "threw " + failure.getCause();
        } finally {
            attempt.cut("");
        }
        throw new Unexpected("Not carried out: the executor of " + ticket.claimed.action() + " is defect, as its "
                + what + " " + defect + ". Nothing was done.");
    }
}
