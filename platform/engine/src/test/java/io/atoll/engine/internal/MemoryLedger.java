package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, which a test can take away from the process that writes to it. */
final class MemoryLedger implements Ledger {

    private final Map<RunId, Facts> runs = new LinkedHashMap<>();
    private final Map<Ref, Map<String, Origin>> origins = new HashMap<>();
    private final Map<String, Long> present = new HashMap<>();
    private final Map<IntegrationId, Long> epochs = new HashMap<>();

    /** What is known of one run. */
    static final class Facts {
        final Opening opening;
        long epoch;
        boolean live = true;

        @Nullable
        End end;

        String reason = "";

        @Nullable
        Listing listing;

        @Nullable
        JsonNode certificate;

        final List<Page> pages = new ArrayList<>();
        final Map<String, List<Gap>> resources = new HashMap<>();
        final Map<String, List<String>> notes = new HashMap<>();
        final Map<String, RunReport.Effort> efforts = new HashMap<>();
        final Map<String, @Nullable String> partitions = new HashMap<>();
        final Map<Integer, Boolean> retried = new HashMap<>();
        final Set<Ref> stale = new LinkedHashSet<>();
        final Map<String, Change> changes = new LinkedHashMap<>();
        final Set<Ref> touched = new HashSet<>();
        final Set<String> searched = new HashSet<>();

        Facts(Opening opening, long epoch) {
            this.opening = opening;
            this.epoch = epoch;
        }

        List<Failed> failed() {
            var all = new ArrayList<Failed>();
            int number = 0;
            for (Page page : pages) {
                for (Failed failed : page.failed()) {
                    if (!retried.containsKey(number++)) {
                        all.add(failed);
                    }
                }
            }
            for (Change change : changes.values()) {
                if (change.state() == Change.State.REFUSED && change.entity() != null) {
                    all.add(new Failed(change.label(), "", "apply", change.entity(), change.reason()));
                }
            }
            return all;
        }

        Counts counts(String label) {
            Counts counts = pages.stream()
                    .filter(page -> page.label().equals(label))
                    .map(Page::counts)
                    .reduce(Counts.NONE, Counts::plus);
            int number = 0;
            for (Page page : pages) {
                for (Failed failed : page.failed()) {
                    if (retried.containsKey(number++) && failed.label().equals(label)) {
                        counts = counts.plus(new Counts(0, 0, 1, 0, 0, -1));
                    }
                }
            }
            for (Change change : changes.values()) {
                if (change.label().equals(label) && change.action() != Change.Action.DELETE) {
                    counts = counts.plus(written(change));
                }
            }
            return counts;
        }
    }

    synchronized Facts facts(RunId run) {
        return Objects.requireNonNull(runs.get(run), () -> "no run " + run);
    }

    /** The process that writes for all runs is gone, and another one may take over. */
    synchronized void loseAll() {
        runs.values().forEach(facts -> {
            facts.live = false;
            facts.epoch = -1;
        });
    }

    /** Is called by everyone who begins a run, before it has begun. */
    volatile Runnable beforeBegin = () -> {};

    @Override
    public Journal begin(Opening opening) {
        beforeBegin.run();
        return begun(opening);
    }

    private synchronized Journal begun(Opening opening) {
        runs.values().stream()
                .filter(facts -> facts.opening.integration().equals(opening.integration()) && facts.end == null)
                .forEach(facts -> {
                    facts.end = End.CANCELLED;
                    facts.reason = "superseded";
                });
        var facts = new Facts(opening, epochs.merge(opening.integration(), 1L, Long::sum));
        runs.put(opening.run(), facts);
        return new MemoryJournal(facts, false);
    }

    @Override
    public synchronized Optional<Journal> resume(IntegrationId integration) {
        var cutOff = unfinished().get(integration);
        if (cutOff == null) {
            return Optional.empty();
        }
        Facts facts = facts(cutOff);
        facts.live = true;
        facts.epoch = epochs.merge(integration, 1L, Long::sum);
        return Optional.of(new MemoryJournal(facts, true));
    }

    @Override
    public synchronized Map<IntegrationId, RunId> unfinished() {
        var newest = new HashMap<IntegrationId, RunId>();
        runs.forEach((id, facts) -> {
            if (facts.end == null && !facts.live) {
                newest.put(facts.opening.integration(), id);
            } else {
                newest.remove(facts.opening.integration());
            }
        });
        return newest;
    }

    @Override
    public synchronized List<RunReport> recent(int limit) {
        return new ArrayList<>(runs.keySet())
                .reversed().stream()
                        .limit(limit)
                        .map(run -> report(run).orElseThrow())
                        .toList();
    }

    @Override
    public List<RunReport> recent(IntegrationId integration, Set<Mode> modes, int limit) {
        return recent(Integer.MAX_VALUE).stream()
                .filter(run -> run.integration().equals(integration) && modes.contains(run.mode()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<RunId> ids(int limit) {
        return recent(limit).stream().map(RunReport::id).toList();
    }

    @Override
    public synchronized Optional<RunReport> report(RunId run) {
        return Optional.ofNullable(runs.get(run)).map(MemoryLedger::report);
    }

    private static RunReport report(Facts facts) {
        var kinds = facts.opening.resources().stream()
                .map(part -> kind(facts, part))
                .toList();
        var withheld = new TreeSet<String>();
        var pending = new ArrayList<Ref>();
        String held = "";
        long deleted = 0;
        for (Change change : facts.changes.values()) {
            switch (change.state()) {
                case HELD -> {
                    pending.add(change.ref());
                    held = change.reason();
                }
                case WITHHELD, REFUSED, REJECTED -> withheld.add(change.reason());
                case DONE -> deleted += change.action() == Change.Action.DELETE ? 1 : 0;
                case PLANNED -> {}
            }
        }
        if (facts.certificate != null && facts.certificate.has("refusal")) {
            withheld.add(facts.certificate.path("refusal").asText());
        }
        String incomplete = String.join(
                ", ",
                kinds.stream()
                        .filter(kind -> !kind.state().equals("complete"))
                        .map(KindReport::label)
                        .toList());
        Status status = Status.RUNNING;
        String reason = facts.reason;
        if (facts.end == null) {
            status = facts.live ? Status.RUNNING : Status.SUSPENDED;
        } else {
            switch (facts.end) {
                case CANCELLED -> status = Status.INTERRUPTED;
                case FAILED -> status = Status.FAILED;
                case FINISHED -> {
                    if (!incomplete.isEmpty()) {
                        status = Status.INCOMPLETE;
                        reason = incomplete + " incomplete";
                    } else if (!pending.isEmpty()) {
                        status = Status.HELD;
                        reason = held;
                    } else if (!withheld.isEmpty()) {
                        status = Status.INCOMPLETE;
                        reason = withheld.first();
                    } else {
                        status = Status.COMPLETE;
                    }
                }
            }
        }
        return new RunReport(
                facts.opening.run(),
                facts.opening.integration(),
                facts.opening.mode(),
                facts.epoch,
                facts.opening.trigger(),
                status,
                reason,
                facts.opening.startedAt(),
                facts.end == null ? Optional.empty() : Optional.of(Instant.EPOCH),
                facts.listing == null ? 0 : facts.listing.held(),
                kinds,
                new Deletion(facts.stale.size(), deleted, List.copyOf(withheld), pending));
    }

    private static Counts written(Change change) {
        boolean created = change.action() == Change.Action.CREATE;
        return switch (change.state()) {
            case DONE -> created ? new Counts(1, 1, 0, 0, 0, 0) : new Counts(1, 0, 1, 0, 0, 0);
            case REFUSED -> new Counts(1, 0, 0, 0, 0, 1);
            case PLANNED, HELD, REJECTED, WITHHELD -> Counts.NONE;
        };
    }

    private static KindReport kind(Facts facts, Part part) {
        Counts counts = facts.counts(part.label());
        boolean settled = facts.end == End.FINISHED && facts.opening.mode() == RunReport.Mode.APPLY;
        var gaps = settled ? List.<Gap>of() : facts.resources.get(part.label());
        return new KindReport(
                part.label(),
                part.kind(),
                gaps == null && counts.fetched() == 0
                        ? "waiting"
                        : gaps != null && gaps.isEmpty() && counts.failed() == 0 ? "complete" : "incomplete",
                counts.fetched(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.filtered(),
                counts.failed(),
                gaps == null ? List.of() : gaps.stream().map(Gap::reason).toList(),
                facts.notes.getOrDefault(part.label(), List.of()),
                facts.failed().stream()
                        .filter(failed -> failed.label().equals(part.label()))
                        .map(failed -> new RunReport.Failure(
                                failed.stage(), failed.item().toString(), failed.reason()))
                        .toList(),
                Optional.ofNullable(facts.efforts.get(part.label())));
    }

    @Override
    public synchronized void failures(RunId run, Consumer<Failed> consumer) {
        List.copyOf(facts(run).failed()).forEach(consumer);
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        List<Change> all;
        synchronized (this) {
            all = List.copyOf(facts(run).changes.values());
        }
        all.forEach(consumer);
    }

    @Override
    public synchronized Optional<Opening> opening(RunId run) {
        return Optional.of(facts(run).opening);
    }

    @Override
    public synchronized Optional<Instant> readUntil(IntegrationId integration, String scope) {
        Optional<Instant> newest = Optional.empty();
        for (Facts facts : runs.values()) {
            for (Part part : facts.opening.resources()) {
                var gaps = facts.resources.get(part.label());
                boolean whole = gaps != null && gaps.isEmpty();
                boolean counts = switch (facts.opening.mode()) {
                    case FULL -> whole;
                    case INCREMENTAL -> whole && facts.counts(part.label()).failed() == 0;
                    case PLAN, EFFECT, APPLY, APPROVED -> false;
                };
                if (part.scope().equals(scope) && counts) {
                    newest = Optional.of(facts.opening.startedAt());
                }
            }
        }
        return newest;
    }

    @Override
    public synchronized Optional<Listing> listing(RunId run) {
        return Optional.ofNullable(facts(run).listing);
    }

    @Override
    public synchronized Optional<JsonNode> certificate(RunId run) {
        return Optional.ofNullable(facts(run).certificate);
    }

    @Override
    public synchronized void touched(IntegrationId integration, Collection<Ref> refs) {
        runs.values().forEach(facts -> facts.touched.addAll(refs));
    }

    @Override
    public synchronized Set<Ref> touchedSince(RunId run, Collection<Ref> refs) {
        var touched = new HashSet<>(refs);
        touched.retainAll(facts(run).touched);
        return touched;
    }

    @Override
    public synchronized long decide(RunId run, boolean approved, String by) {
        long[] decided = {0};
        facts(run).changes.replaceAll((name, change) -> {
            if (change.state() != Change.State.HELD) {
                return change;
            }
            decided[0]++;
            return change.as(
                    approved ? Change.State.PLANNED : Change.State.REJECTED,
                    (approved ? APPROVED : "rejected by ") + by);
        });
        return decided[0];
    }

    private final class MemoryJournal implements Journal {

        private final Facts facts;
        private final long epoch;
        private final boolean resumed;

        MemoryJournal(Facts facts, boolean resumed) {
            this.facts = facts;
            this.epoch = facts.epoch;
            this.resumed = resumed;
        }

        @Override
        public Opening opening() {
            return facts.opening;
        }

        @Override
        public long epoch() {
            return epoch;
        }

        @Override
        public boolean resumed() {
            return resumed;
        }

        @Override
        public Duration ensureHeld() throws Fenced {
            synchronized (MemoryLedger.this) {
                if (facts.epoch != epoch || facts.end != null) {
                    throw new Fenced("another process has taken over");
                }
            }
            return Duration.ofSeconds(20);
        }

        @Override
        public void listed(long held, String digest) throws Fenced {
            ensureHeld();
            facts.listing = new Listing(held, digest);
        }

        @Override
        public Progress progress(String label) {
            synchronized (MemoryLedger.this) {
                var gaps = facts.resources.get(label);
                return new Progress(gaps != null && gaps.isEmpty(), facts.counts(label));
            }
        }

        @Override
        public boolean partitionComplete(String label, String partition) {
            synchronized (MemoryLedger.this) {
                String key = label + '/' + partition;
                return facts.partitions.containsKey(key) && facts.partitions.get(key) == null;
            }
        }

        @Override
        public Optional<String> resumeAt(String label, String partition) {
            synchronized (MemoryLedger.this) {
                return facts.pages.stream()
                        .filter(page -> page.label().equals(label)
                                && page.partition().equals(partition)
                                && page.resumeAt() != null)
                        .map(page -> String.valueOf(page.resumeAt()))
                        .reduce((first, second) -> second);
            }
        }

        @Override
        public void rewind(String label) {
            synchronized (MemoryLedger.this) {
                facts.pages.removeIf(page -> page.label().equals(label)
                        && (page.partition().isEmpty() || !partitionComplete(label, page.partition()))
                        && resumeAt(label, page.partition()).isEmpty());
            }
        }

        @Override
        public void pages(List<Page> pages) throws Fenced {
            ensureHeld();
            synchronized (MemoryLedger.this) {
                facts.pages.addAll(pages);
                for (Page page : pages) {
                    if (!page.partition().isEmpty()) {
                        present.putIfAbsent(place(kind(page.label()), page.partition()), number());
                    }
                    for (Produced produced : page.produced()) {
                        var origin = new Origin(kind(page.label()), page.partition(), number());
                        origins.computeIfAbsent(produced.ref(), none -> new HashMap<>())
                                .put(place(origin.kind(), origin.partition()), origin);
                    }
                }
            }
        }

        @Override
        public void partition(String label, String partition, @Nullable String gap) throws Fenced {
            ensureHeld();
            synchronized (MemoryLedger.this) {
                facts.partitions.put(label + '/' + partition, gap);
                String kind = kind(label);
                if (!partition.isEmpty()) {
                    present.putIfAbsent(place(kind, partition), number());
                } else if (gap == null && labels(kind).allMatch(other -> partitionComplete(other, ""))) {
                    present.keySet()
                            .removeIf(place -> place.startsWith(kind + '/')
                                    && labels(kind)
                                            .noneMatch(other -> facts.partitions.containsKey(
                                                    other + place.substring(kind.length()))));
                }
            }
        }

        private long number() {
            return List.copyOf(runs.keySet()).indexOf(facts.opening.run());
        }

        private String kind(String label) {
            return facts.opening.resources().stream()
                    .filter(part -> part.label().equals(label))
                    .map(Part::kind)
                    .findFirst()
                    .orElseThrow();
        }

        private Stream<String> labels(String kind) {
            return facts.opening.resources().stream()
                    .filter(part -> part.kind().equals(kind))
                    .map(Part::label);
        }

        private static String place(String kind, String partition) {
            return kind + '/' + partition;
        }

        @Override
        public OptionalLong thereSince(String kind, String partition) {
            synchronized (MemoryLedger.this) {
                Long since = present.get(place(kind, partition));
                return since == null ? OptionalLong.empty() : OptionalLong.of(since);
            }
        }

        @Override
        public void resource(String label, List<Gap> gaps, List<String> notes, Optional<RunReport.Effort> effort)
                throws Fenced {
            ensureHeld();
            synchronized (MemoryLedger.this) {
                effort.ifPresent(known -> facts.efforts.put(label, known));
                facts.resources.put(label, gaps);
                facts.notes.put(label, notes);
            }
        }

        @Override
        public void produced(BiConsumer<String, Produced> consumer) {
            synchronized (MemoryLedger.this) {
                facts.pages.forEach(page -> page.produced().forEach(one -> consumer.accept(page.label(), one)));
            }
        }

        @Override
        public void searched(String blueprint) throws Fenced {
            ensureHeld();
            synchronized (MemoryLedger.this) {
                facts.searched.add(blueprint);
            }
        }

        @Override
        public Set<String> searched() {
            synchronized (MemoryLedger.this) {
                return Set.copyOf(facts.searched);
            }
        }

        @Override
        public void refused(Consumer<Refused> consumer) {
            var all = new ArrayList<Refused>();
            synchronized (MemoryLedger.this) {
                int number = 0;
                for (Page page : facts.pages) {
                    for (Failed failed : page.failed()) {
                        if (failed.stage().equals("apply") && !facts.retried.containsKey(number)) {
                            all.add(new Refused(number, failed.label(), Entity.of(failed.item()), failed.reason()));
                        }
                        number++;
                    }
                }
            }
            all.forEach(consumer);
        }

        @Override
        public void retried(Collection<Long> failures) throws Fenced {
            ensureHeld();
            synchronized (MemoryLedger.this) {
                failures.forEach(number -> facts.retried.put(number.intValue(), true));
            }
        }

        @Override
        public void stale(Collection<Ref> refs) throws Fenced {
            ensureHeld();
            synchronized (MemoryLedger.this) {
                facts.stale.addAll(refs);
            }
        }

        @Override
        public void stale(Consumer<Stale> consumer) {
            var all = new ArrayList<Stale>();
            synchronized (MemoryLedger.this) {
                for (Ref ref : facts.stale) {
                    all.add(new Stale(
                            ref,
                            Set.copyOf(origins.getOrDefault(ref, Map.of()).values()),
                            facts.touched.contains(ref)));
                }
            }
            all.forEach(consumer);
        }

        @Override
        public void certificate(JsonNode certificate) throws Fenced {
            ensureHeld();
            facts.certificate = certificate;
        }

        @Override
        public void changes(List<Change> changes) throws Fenced {
            ensureHeld();
            synchronized (MemoryLedger.this) {
                changes.forEach(change -> facts.changes.put(change.blueprint() + '\0' + change.identifier(), change));
            }
        }

        @Override
        public void changes(Change.State state, Consumer<Change> consumer) {
            List<Change> all;
            synchronized (MemoryLedger.this) {
                all = facts.changes.values().stream()
                        .filter(change -> change.state() == state)
                        .toList();
            }
            all.forEach(consumer);
        }

        @Override
        public void end(End how, String reason) throws Fenced {
            ensureHeld();
            synchronized (MemoryLedger.this) {
                facts.end = how;
                facts.reason = reason;
            }
        }

        @Override
        public void close() {
            synchronized (MemoryLedger.this) {
                if (facts.epoch == epoch) {
                    facts.live = false;
                }
            }
        }
    }
}
