package io.atoll.trigger.internal;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.pipeline.Triggers.Message;
import io.atoll.spi.IntegrationId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wishes for full runs of one instance: what waits is one wish, and it is kept, durably, until a run for it was carried out. A run that
 * failed is begun again after a pause; one that was lost is begun again at once; one that a newer run took over from is served by that.
 * Safe for use by several threads.
 */
final class Wishes {

    private static final Logger log = LoggerFactory.getLogger(Wishes.class);
    private static final int RECENT = 20;

    private final IntegrationId integration;
    private final Notebook notebook;
    private final SyncEngine engine;
    private final Clock clock;
    private final BooleanSupplier ready;

    /**
     * Goes on with what the notebook holds.
     *
     * @param ready whether the instance could run now
     */
    Wishes(IntegrationId integration, Notebook notebook, SyncEngine engine, Clock clock, BooleanSupplier ready) {
        this.integration = integration;
        this.notebook = notebook;
        this.engine = engine;
        this.clock = clock;
        this.ready = ready;
    }

    synchronized Notes notes() {
        return notebook.notes();
    }

    /** Changes the notes, but not what is wished. */
    synchronized void note(UnaryOperator<Notes> change) {
        notebook.write(change.apply(notebook.notes()));
    }

    /**
     * Has a run begin now, or as soon as one can; cancels the one that is under way.
     *
     * @return the run if it began
     */
    synchronized Optional<RunId> anew(Wish wish) {
        return anew(wish, notebook.notes());
    }

    /** As {@link #anew(Wish)}, unless the message was heard already; that it was is made durable together with the wish. */
    synchronized Optional<RunId> anew(Wish wish, Message message) {
        var notes = notebook.notes();
        return notes.knows(message) ? Optional.empty() : anew(wish, notes.heard(message));
    }

    private Optional<RunId> anew(Wish wish, Notes present) {
        var notes = present.wanting(wish);
        var wanted = notes.wish().orElseThrow();
        var run = begin(wanted);
        notebook.write(notes.with(run.map(wanted::begun).orElse(wanted)));
        return run;
    }

    /**
     * Has a run begin as soon as one can, unless one is under way.
     *
     * @param change of the notes, made durable together with the wish
     */
    synchronized void unlessRunning(Wish wish, UnaryOperator<Notes> change) {
        var notes = change.apply(notebook.notes());
        notebook.write(running() ? notes : notes.wanting(wish));
    }

    /** Whether a run that was begun for a wish is under way. */
    synchronized boolean running() {
        return notebook.notes().wish().flatMap(Wish::run).isPresent();
    }

    /** Whether a run may begin now, for what is wished. */
    synchronized boolean waiting() {
        return notebook.notes().wish().filter(this::due).isPresent();
    }

    /** Notes when somebody had asked the catalog last, before a run begins that serves them. */
    synchronized void asked(Instant moment) {
        notebook.notes()
                .wish()
                .filter(this::due)
                .ifPresent(wish -> notebook.write(notebook.notes().with(wish.asked(moment))));
    }

    /** Begins what waits. */
    synchronized void begin() {
        notebook.notes()
                .wish()
                .filter(this::due)
                .ifPresent(wish -> begin(wish)
                        .ifPresent(run -> notebook.write(notebook.notes().with(wish.begun(run)))));
    }

    /** Looks how the run stands that was begun for a wish. */
    synchronized void follow() {
        notebook.notes()
                .wish()
                .ifPresent(wish -> wish.run()
                        .ifPresent(run -> notebook.write(engine.report(run)
                                .map(report -> followed(wish, report))
                                .orElseGet(() -> notebook.notes().with(wish.notBegun())))));
    }

    private boolean due(Wish wish) {
        return wish.run().isEmpty() && !clock.instant().isBefore(wish.notBefore());
    }

    private Optional<RunId> begin(Wish wish) {
        if (!ready.getAsBoolean()) {
            return Optional.empty();
        }
        try {
            return Optional.of(engine.start(integration, new Trigger.Requested(wish.reason(), wish.anew())));
        } catch (RunRefused refused) {
            log.debug("Not ready after all, the next look tries again: {}", refused.getMessage());
            return Optional.empty();
        }
    }

    private Notes followed(Wish wish, RunReport report) {
        var notes = notebook.notes();
        return switch (report.status()) {
            case RUNNING, SUSPENDED -> notes;
            case COMPLETE, INCOMPLETE, HELD -> notes.settled();
            case FAILED -> {
                var later = wish.again(clock.instant());
                log.warn(
                        "{}: the run for '{}' failed and is begun again at {}: {}",
                        integration,
                        wish.reason(),
                        later.notBefore(),
                        report.reason());
                yield notes.with(later);
            }
            case INTERRUPTED -> interrupted(wish, report);
        };
    }

    private Notes interrupted(Wish wish, RunReport report) {
        var notes = notebook.notes();
        List<RunReport> newer = engine.recent(integration, RECENT).stream()
                .filter(other -> other.id().value().compareTo(report.id().value()) > 0)
                .toList();
        var full = newer.stream().filter(other -> other.mode() == Mode.FULL).findFirst();
        if (full.isPresent()) {
            return notes.with(wish.begun(full.get().id()));
        }
        if (newer.isEmpty()) {
            log.info("{}: the run for '{}' was cancelled: {}", integration, wish.reason(), report.reason());
            return notes.settled();
        }
        return newer.stream().anyMatch(other -> other.status() == Status.RUNNING) ? notes : notes.with(wish.notBegun());
    }
}
