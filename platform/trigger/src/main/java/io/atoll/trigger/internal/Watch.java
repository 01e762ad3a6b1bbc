package io.atoll.trigger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out, look by look, whether a run of one instance is due. For use by one thread. */
final class Watch {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration PROVIDERS_EVERY = Duration.ofSeconds(5);

    private final IntegrationId id;
    private final Settings settings;
    private final Services services;
    private final Wishes wishes;
    private final Readiness readiness;

    private @Nullable Integration seen;
    private Set<String> present = Set.of();
    private Set<String> providers = Set.of();
    private Instant nextProviders = Instant.MIN;
    private @Nullable String outage;
    private Instant nextQuestion = Instant.MIN;
    private boolean announced;

    Watch(IntegrationId id, Settings settings, Services services, Wishes wishes) {
        this.id = id;
        this.settings = settings;
        this.services = services;
        this.wishes = wishes;
        this.readiness = new Readiness(services.integrations(), services.fetcher());
    }

    /**
     * What the triggers of an instance work with.
     *
     * @param openings what was known when a run began
     * @param mapper reads mappings
     * @param clock tells the time
     */
    record Services(
            Integrations integrations,
            Fetcher fetcher,
            SyncEngine engine,
            Catalog catalog,
            Function<RunId, Optional<Opening>> openings,
            MappingReader mapper,
            Clock clock) {}

    /** Reads mappings. */
    @FunctionalInterface
    interface MappingReader {
        Mapping read(JsonNode document) throws MalformedMapping;
    }

    /** Looks once. */
    void look() throws InterruptedException {
        if (!settings.resyncs()) {
            return;
        }
        wishes.follow();
        var integration = services.integrations().find(id).filter(one -> one.state() == State.READY);
        if (integration.isEmpty() || present().isEmpty()) {
            return;
        }
        compare(integration.get());
        if (settings.type() != ListenerType.ONCE) {
            schedule();
            question(integration.get());
        }
        wishes.begin();
    }

    /** Whether something is to begin as soon as it can. */
    boolean restless() {
        return settings.resyncs() && (seen == null || wishes.waiting());
    }

    /** The providers that could be called; asked for again only now and then, as that looks at all components of all bundles. */
    private Set<String> present() {
        Instant now = services.clock().instant();
        if (restless() || !now.isBefore(nextProviders)) {
            nextProviders = now.plus(PROVIDERS_EVERY);
            present = readiness.providers(id);
        }
        return present;
    }

    /** Whether the instance is new here, or its bundle or configuration are others than at the last look. */
    private void compare(Integration now) {
        Integration before = seen;
        seen = now;
        var known = new HashSet<>(providers);
        known.addAll(present);
        int arrived = known.size() - providers.size();
        providers = known;
        if (!settings.onStart() || !now.resyncOnStart()) {
            return;
        }
        if (before == null && settings.changesOnly()) {
            changesOnly();
        } else if (before == null) {
            String why = wishes.notes().equals(Notes.NONE) ? "first installation" : "at start";
            wishes.unlessRunning(Wish.of(why, false), notes -> notes);
        } else if (settings.type() != ListenerType.ONCE) {
            changes(before, now, arrived);
        }
    }

    /** Begins the only run; the next look does, if it cannot begin now. */
    private void changesOnly() {
        try {
            RunId ignored = services.engine().incremental(id, new Trigger.Requested("at start", false));
        } catch (RunRefused notYet) {
            seen = null;
            log.debug("{}: no incremental run now, the next look tries again: {}", id, notYet.getMessage());
        }
    }

    private void changes(Integration before, Integration now, int arrived) {
        var why = new ArrayList<String>();
        if (!before.version().equals(now.version())) {
            why.add("version " + now.version() + " arrived");
        } else if (arrived > 0) {
            why.add("a provider arrived");
        }
        if (!before.configuration().equals(now.configuration())) {
            why.add("the configuration changed");
        }
        if (!Objects.equals(before.mapping(), now.mapping()) && !saved(now.mapping())) {
            why.add("the mapping changed");
        }
        if (!why.isEmpty()) {
            wishes.anew(Wish.of(String.join("; ", why), true));
        }
    }

    /** Whether a mapping is the one that somebody has saved without wanting a run; with any other one that is forgotten. */
    private boolean saved(@Nullable JsonNode mapping) {
        try {
            return mapping != null && saved(services.mapper().read(mapping).hash());
        } catch (MalformedMapping malformed) {
            log.debug("{}: the mapping is not valid", id, malformed);
            return false;
        }
    }

    private boolean saved(String hash) {
        boolean saved = wishes.notes().saved().contains(hash);
        if (!saved) {
            wishes.note(Notes::noneSaved);
        }
        return saved;
    }

    private void schedule() {
        Instant now = services.clock().instant();
        due(settings.full(), wishes.notes().scheduled(), now, first -> wishes.note(notes -> notes.scheduled(first)))
                .ifPresent(
                        moment -> wishes.unlessRunning(Wish.of("schedule", false), notes -> notes.scheduled(moment)));
        due(
                        settings.incremental(),
                        wishes.notes().incremental(),
                        now,
                        first -> wishes.note(notes -> notes.incremental(first)))
                .ifPresent(this::incremental);
    }

    /** When the clock begins the next run, before what chance adds; empty if it begins none. */
    Optional<Instant> next() {
        Notes notes = wishes.notes();
        return Stream.concat(
                        next(settings.full(), notes.scheduled()), next(settings.incremental(), notes.incremental()))
                .min(Instant::compareTo);
    }

    private static Stream<Instant> next(List<Timetable> timetables, Optional<Instant> last) {
        return timetables.stream().flatMap(timetable -> last.flatMap(timetable::after).stream());
    }

    /** The last moment of some timetables that is due; the first look begins them. */
    private static Optional<Instant> due(
            List<Timetable> timetables, Optional<Instant> last, Instant now, Consumer<Instant> beginning) {
        if (!timetables.isEmpty() && last.isEmpty()) {
            beginning.accept(now);
        }
        return last.flatMap(since -> timetables.stream()
                .flatMap(timetable -> timetable.due(since, now).stream())
                .max(Instant::compareTo));
    }

    private void incremental(Instant moment) {
        wishes.note(notes -> notes.incremental(moment));
        if (wishes.notes().wish().isEmpty()) {
            try {
                services.engine().incremental(id, new Trigger.Requested("schedule", true));
            } catch (RunRefused busy) {
                log.debug("{}: no incremental run now: {}", id, busy.getMessage());
            }
        }
    }

    /** Asks the catalog, now and then, and before a run begins, as that serves everybody who has asked until then. */
    private void question(Integration integration) throws InterruptedException {
        Instant now = services.clock().instant();
        boolean time = !now.isBefore(nextQuestion);
        boolean polling = settings.type() == ListenerType.POLLING;
        if (!(time || (polling && wishes.waiting())) || wishes.running()) {
            return;
        }
        nextQuestion = now.plus(settings.interval());
        try {
            if (polling) {
                if (!busy()) {
                    ask(integration);
                }
            } else {
                announce(integration);
            }
            outage = null;
        } catch (CatalogException | LedgerFailure away) {
            if (!Objects.equals(outage, away.getMessage())) {
                log.warn("{}: the catalog could not be asked and is asked again: {}", id, away.getMessage());
            }
            outage = away.getMessage();
        } catch (MalformedMapping malformed) {
            log.debug("{}: the mapping is not valid", id, malformed);
        }
    }

    private boolean busy() {
        return services.engine().recent(id, 1).stream().anyMatch(run -> run.status() == Status.RUNNING);
    }

    private void ask(Integration integration) throws CatalogException, InterruptedException, MalformedMapping {
        var installation = services.catalog().find(integration);
        if (installation.isEmpty()) {
            return;
        }
        Optional<Instant> asked = installation.get().requested();
        Notes notes = wishes.notes();
        Instant served = notes.wish().flatMap(Wish::asked).or(notes::asked).orElse(Instant.MIN);
        if (asked.isPresent() && asked.get().isAfter(served)) {
            wishes.unlessRunning(Wish.of("asked for in the catalog", true), same -> same);
        }
        if (mappingChanged(integration, installation.get())) {
            wishes.unlessRunning(Wish.of("the mapping changed", true), same -> same);
        }
        asked.ifPresent(wishes::asked);
    }

    /** Whether the mapping in force is another than that of the last full run. */
    private boolean mappingChanged(Integration integration, Installation installation)
            throws CatalogException, InterruptedException, MalformedMapping {
        var noted = wishes.notes().lastRun().flatMap(services.openings());
        if (noted.isEmpty() || wishes.notes().wish().isPresent()) {
            return false;
        }
        JsonNode configured = integration.mapping();
        String hash = services.mapper()
                .read(configured == null ? installation.mapping() : configured)
                .hash();
        return !hash.equals(noted.get().mapping())
                && !saved(hash)
                && services.engine().recent(id, Set.of(Mode.FULL), 1).stream()
                        .findFirst()
                        .flatMap(run -> services.openings().apply(run.id()))
                        .map(Opening::mapping)
                        .filter(hash::equals)
                        .isEmpty();
    }

    /** Tells the catalog, once, where it shall tell of changes; a run does so as well. */
    private void announce(Integration integration) throws CatalogException, InterruptedException {
        if (!announced && wishes.notes().wish().isEmpty()) {
            Installation ignored = services.catalog()
                    .install(integration, services.integrations().defaults(id).orElse(new Defaults(List.of(), null)));
        }
        announced = true;
    }
}
