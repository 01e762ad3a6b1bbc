package io.atoll.events.internal;

import io.atoll.model.Resource;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.pipeline.RecordSync.RecordChange;
import io.atoll.pipeline.RecordSync.Session;
import io.atoll.pipeline.Requests;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.LiveEventHandler;
import io.atoll.spi.sync.SyncResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deals with one event: asks the handlers of its lane what it changed, and writes that. Safe for use by several threads. */
final class Handling {

    private static final Logger log = LoggerFactory.getLogger(Handling.class);

    /** The key of an event that is in order with every other one of its lane. */
    static final String EVERY = "";

    private final Doors doors;
    private final Requests requests;
    private final Sessions sessions;
    private final Resyncs resyncs;
    private final EventLimits limits;

    Handling(Doors doors, Requests requests, Sessions sessions, Resyncs resyncs, EventLimits limits) {
        this.doors = doors;
        this.requests = requests;
        this.sessions = sessions;
        this.resyncs = resyncs;
        this.limits = limits;
    }

    /** What an event is about, by the handlers that are concerned; {@link #EVERY} alone if one of them cannot tell. */
    Set<String> keys(Lane lane, Received event) throws InterruptedException {
        var keys = new HashSet<String>();
        for (var handler : doors.handlers(lane)) {
            var key = handler.call(
                    limits.handling(),
                    service -> service.kinds(event).isEmpty()
                            ? Optional.<String>empty()
                            : Optional.of(service.orderKey(event)));
            if (!(key instanceof Result.Given<Optional<String>> given)) {
                return Set.of(EVERY);
            }
            given.value().ifPresent(keys::add);
        }
        return keys.contains(EVERY) ? Set.of(EVERY) : Set.copyOf(keys);
    }

    /**
     * Deals with an event once.
     *
     * @param held is asked before anything is written
     */
    Outcome handle(Lane lane, Received event, Held held) throws Fenced, InterruptedException {
        var handlers = doors.handlers(lane);
        if (handlers.isEmpty()
                || !doors.settled(lane.integration(), limits.pauses().settling())) {
            return new Outcome.Postponed("the handlers of " + lane + " are not there");
        }
        var until = System.nanoTime() + limits.handling().toNanos();
        try {
            var session = sessions.of(lane.integration());
            var changes = new ArrayList<RecordChange>();
            for (var handler : handlers) {
                ask(handler, event, session, until, changes);
            }
            held.ensure();
            return changes.isEmpty() ? new Outcome.Done() : written(session.write(changes));
        } catch (Stop stop) {
            return stop.outcome;
        } catch (IntegrationException | LedgerFailure failure) {
            sessions.forget(lane.integration());
            return new Outcome.Postponed(String.valueOf(failure.getMessage()));
        }
    }

    private void ask(
            Bound<LiveEventHandler> handler, Received event, Session session, long until, List<RecordChange> changes)
            throws Stop, InterruptedException {
        Set<Kind> kinds = given(handler.call(left(until), service -> Set.copyOf(service.kinds(event))));
        for (Resource resource : session.resources()) {
            if (kinds.contains(resource.kind())
                    && !resyncs.knowBetter(event.integration(), resource.kind(), event.receivedAt())) {
                var request = requests.request(event.integration(), resource);
                List<Change> found =
                        given(handler.call(left(until), service -> List.copyOf(service.handle(event, request))));
                for (Change change : found) {
                    if (!change.kind().equals(resource.kind())) {
                        throw new Stop(new Outcome.Hopeless("the handler was asked for kind '" + resource.kind()
                                + "' and gave a record of kind '" + change.kind() + "'"));
                    }
                    changes.add(new RecordChange(resource, change.record(), change instanceof Change.Gone));
                }
            }
        }
    }

    private <T> T given(Result<T> result) throws Stop {
        return switch (result) {
            case Result.Given<T> given -> given.value();
            case Result.Threw<T> threw -> throw new Stop(failed(threw.failure()));
            case Result.Left<T> left -> throw new Stop(new Outcome.Postponed("the handler has left"));
            case Result.Overdue<T> overdue ->
                throw new Stop(new Outcome.Hopeless(
                        "it was not handled within " + limits.handling().toSeconds() + " seconds"));
            case Result.Busy<T> busy ->
                throw new Stop(new Outcome.Postponed("the handler hangs in " + Bound.AT_ONCE + " other calls"));
        };
    }

    private static Outcome failed(Throwable failure) {
        return switch (failure) {
            case Misconfigured wrong -> new Outcome.Hopeless(wrong.getMessage());
            case Unexpected strange -> new Outcome.Hopeless(strange.getMessage());
            case Unavailable away -> new Outcome.Failed(away.getMessage(), away.retryAfter());
            case IntegrationException other -> new Outcome.Failed(other.getMessage(), Optional.empty());
            default -> {
                log.debug("A handler has a defect", failure);
                yield new Outcome.Failed("the integration has a defect: " + failure, Optional.empty());
            }
        };
    }

    private static Outcome written(SyncResult result) {
        if (result.failures().isEmpty()) {
            return new Outcome.Done();
        }
        var first = result.failures().getFirst();
        return new Outcome.Failed(
                result.failures().size() + " of what it changed could not be written; the first: " + first.reason(),
                Optional.empty());
    }

    private static Duration left(long until) {
        return Duration.ofNanos(Math.max(1, until - System.nanoTime()));
    }

    /** Makes sure that this process may still write. */
    interface Held {
        void ensure() throws Fenced;
    }

    /** Ends an attempt. */
    private static final class Stop extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        Stop(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }
}
