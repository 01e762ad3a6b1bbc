package io.atoll.actions.internal;

import io.atoll.actions.internal.Attempt.Cut;
import io.atoll.actions.internal.Executors.Held;
import io.atoll.actions.internal.Mark.Phase;
import io.atoll.pipeline.ActionRuns.Level;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.action.ActionResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one run through rate limit, acknowledgement, execution and report. */
final class Execution {

    private static final Logger log = LoggerFactory.getLogger(Execution.class);

    /** The longest pause after which a third party's limit is looked at again. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final String UNKNOWN = "; it is not known whether it took effect";

    private final Workshop shop;
    private final Ticket ticket;
    private final StartedRun run;
    private @Nullable Attempt<ActionResult> attempt;
    private String cut = "";

    Execution(Workshop shop, Ticket ticket) {
        this.shop = shop;
        this.ticket = ticket;
        this.run = new StartedRun(shop.integration(), ticket);
    }

    /** Does it all, and gives the ticket back to the buffer. Returns early if the calling thread is interrupted. */
    void run() {
        try {
            if (!ticket.fault.isEmpty()) {
                refuse();
            } else {
                withExecutor();
            }
        } catch (CatalogException failed) {
            log.warn(
                    "{}: run {} of {}: {}",
                    shop.integration(),
                    ticket.ref(),
                    ticket.claimed.action(),
                    failed.getMessage());
            shop.buffer().done(ticket);
        } catch (IOException failed) {
            log.warn(
                    "{}: run {} cannot be noted, so it is left alone: {}",
                    shop.integration(),
                    ticket.ref(),
                    failed.toString());
            shop.buffer().done(ticket);
        } catch (RuntimeException defect) {
            log.error("{}: run {} could not be dealt with", shop.integration(), ticket.ref(), defect);
            shop.buffer().done(ticket);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            shop.buffer().done(ticket);
        }
    }

    /** The run cannot be carried out: somebody has to hear so. */
    private void refuse() throws CatalogException, IOException, InterruptedException {
        Mark mark = mine();
        if (mark != null) {
            report(mark, Phase.Over.failed(ticket.fault));
        }
        shop.buffer().done(ticket);
    }

    private void withExecutor() throws CatalogException, IOException, InterruptedException {
        Optional<Held> found = shop.executors().find(shop.integration(), ticket.claimed.action());
        if (found.isEmpty()) {
            shop.buffer().unsort(ticket, "waits for its executor");
            return;
        }
        try (Held held = found.get()) {
            if (mayBegin(held)) {
                Mark mark = mine();
                if (mark != null) {
                    carryOut(held, mark);
                }
                shop.buffer().done(ticket);
            }
        }
    }

    /** Whether the third party's limit is open; if not, the ticket went back to the buffer. */
    private boolean mayBegin(Held held) throws InterruptedException {
        Duration wait;
        try {
            wait = shop.ask(ticket, "rateLimitWait", () -> held.executor().rateLimitWait(run));
        } catch (IntegrationException.Unexpected defect) {
            shop.buffer().faulty(ticket, defect.getMessage());
            return false;
        }
        if (!wait.isPositive()) {
            return true;
        }
        if (!ticket.limitTold) {
            ticket.limitTold = true;
            run.log(
                    Level.WARNING,
                    "waits " + Math.max(1, wait.toSeconds()) + " s for the rate limit of the third party");
        }
        Duration pause = wait.compareTo(LOOK_AGAIN) < 0 ? wait : LOOK_AGAIN;
        shop.buffer().defer(ticket, pause, "waits for the rate limit of the third party");
        return false;
    }

    /** Acknowledges the run; {@code null} if somebody else has it. */
    private @Nullable Mark mine() throws CatalogException, IOException, InterruptedException {
        Mark mark = shop.mark(ticket, new Phase.Claimed());
        shop.journal().put(mark);
        if (ticket.runs.acknowledge(ticket.ref())) {
            return mark;
        }
        log.debug("{}: somebody else has run {}", shop.integration(), ticket.ref());
        shop.journal().remove(ticket.ref());
        return null;
    }

    private void carryOut(Held held, Mark mark) throws InterruptedException {
        Phase end;
        try {
            shop.journal().put(mark.at(new Phase.Begun(), shop.now()));
            end = conduct(held);
        } catch (IOException full) {
            end = Phase.Over.failed(
                    "The platform could not note that this begins, so nothing was done: " + full.getMessage());
        }
        report(mark, end);
        Attempt<ActionResult> going = attempt;
        if (going != null && !going.ends(FAREWELL)) {
            shop.buffer().stuck(ticket);
            log.warn(
                    "{}: the executor of {} does not stop although run {} is over; it keeps a worker busy",
                    shop.integration(),
                    ticket.claimed.action(),
                    ticket.ref());
            going.join();
        }
    }

    private Phase conduct(Held held) {
        Duration limit = shop.terms().timeLimit();
        Attempt<ActionResult> going = begin(held);
        try {
            return phase(going.await(limit));
        } catch (TimeoutException late) {
            going.cut("");
            return Phase.Over.failed(
                    "It did not end within " + limit.toSeconds() + " seconds and was cut off" + UNKNOWN);
        } catch (ExecutionException failure) {
            return failed(failure.getCause());
        } catch (InterruptedException stopping) {
            going.cut("");
            return Phase.Over.failed("The platform stopped while this was carried out" + UNKNOWN);
        }
    }

    private synchronized Attempt<ActionResult> begin(Held held) {
        Attempt<ActionResult> begun = Attempt.start(
                "atoll-action-" + shop.integration() + "-" + ticket.ref(),
                () -> held.executor().execute(run));
        attempt = begun;
        held.whenGone(() -> cut("The integration left the platform while this was carried out" + UNKNOWN));
        if (!cut.isEmpty()) {
            begun.cut(cut);
        }
        return begun;
    }

    /** Ends the execution as failed, if it goes on. */
    synchronized void cut(String reason) {
        cut = reason;
        if (attempt != null) {
            attempt.cut(reason);
        }
    }

    private Phase phase(@Nullable ActionResult result) {
        return switch (result) {
            case null ->
                Phase.Over.failed("The executor of " + ticket.claimed.action()
                        + " answered nothing, which is a defect of the integration" + UNKNOWN);
            case ActionResult.Succeeded done -> new Phase.Over(true, done.summary(), done.links());
            case ActionResult.Failed failed -> new Phase.Over(false, failed.summary(), failed.links());
            case ActionResult.Continues on -> new Phase.Continues(on.externalId(), on.links());
        };
    }

    private Phase failed(@Nullable Throwable cause) {
        if (cause instanceof IntegrationException || cause instanceof Cut) {
            return Phase.Over.failed(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof InterruptedException) {
            return Phase.Over.failed("It was interrupted" + UNKNOWN);
        }
        log.warn("{}: the executor of {} is defect", shop.integration(), ticket.claimed.action(), cause);
        return Phase.Over.failed("Failed to execute run: " + cause + UNKNOWN);
    }

    /** Notes how it ended, and tells the catalog; what that does not take now it is told later. */
    private void report(Mark mark, Phase end) throws InterruptedException {
        boolean stopping = Thread.interrupted();
        Mark over = mark.at(end, shop.now());
        try {
            shop.journal().put(over);
        } catch (IOException full) {
            log.warn("{}: the end of run {} cannot be noted: {}", shop.integration(), ticket.ref(), full.toString());
        }
        try {
            shop.report().send(ticket.runs, over);
        } catch (CatalogException untold) {
            log.warn(
                    "{}: the end of run {} is told to the catalog later: {}",
                    shop.integration(),
                    ticket.ref(),
                    untold.getMessage());
        }
        if (stopping) {
            throw new InterruptedException();
        }
    }
}
