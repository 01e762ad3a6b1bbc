package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Tracer;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A third party, a catalog and the stages between them, all in memory, in which anything can be made to go wrong. */
final class World implements Integrations, Fetcher, Mapper, Reconciler, Catalog, MappingTests {

    static final IntegrationId ID = new IntegrationId("fake", "one");

    /** What each kind reads; by default nothing. */
    final Map<String, Source> sources = new ConcurrentHashMap<>();
    /** What the catalog holds for the installation. */
    final Map<Ref, JsonNode> catalog = Collections.synchronizedMap(new TreeMap<>(Comparator.comparing(Ref::toString)));

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Ref> deletes = new CopyOnWriteArrayList<>();
    final Set<String> refused = new ConcurrentSkipListSet<>();

    volatile List<String> kinds = List.of("thing");
    volatile boolean deleteDependents = true;

    /** The kinds of which the source can tell what has changed. */
    volatile Set<String> incremental = Set.of();

    /** What tells the engine the time. */
    volatile Instant now = Instant.EPOCH;

    volatile String mappingHash = "m1";

    /** The blueprint of all kinds; each has its own if empty. */
    volatile String blueprint = "";

    volatile String configuration = "c1";
    volatile State state = State.READY;
    volatile boolean configured = true;

    /** Another instance, which is configured as well. */
    volatile Optional<IntegrationId> neighbour = Optional.empty();

    /** What the neighbour reads, whatever the kind. */
    volatile Source neighbours = sink -> WHOLE;

    volatile Runnable beforeNeighbourWrites = () -> {};

    volatile Fetched starting = WHOLE;
    volatile boolean listingBreaks;
    volatile boolean writingBreaks;

    /** Whether the ledger fails when the catalog client asks for leave to write. */
    volatile boolean ledgerBreaks;

    volatile boolean comparisonBreaks;

    volatile Runnable beforeWrite = () -> {};
    volatile Runnable beforeDelete = () -> {};
    volatile Runnable beforeRunEnds = () -> {};

    final MemoryLedger ledger = new MemoryLedger();
    final List<Dependent> dependents = new CopyOnWriteArrayList<>();
    final Map<String, Integer> writes = new ConcurrentHashMap<>();
    final List<Integer> bulks = new CopyOnWriteArrayList<>();

    /** The blueprints whose entities this installation owns; all if empty. */
    volatile Set<String> ownedBlueprints = Set.of();

    final ResyncEngine engine;
    private final Records records;

    /** Who is told what runs do. */
    volatile Tracer tracer = Tracer.NONE;

    /** What the saved tests of a mapping come to. */
    volatile List<MappingTests.Result> tested = List.of();

    /** How often a third party was asked for something. */
    final AtomicInteger asked = new AtomicInteger();

    World() {
        this(Map.of());
    }

    /**
     * A world with an engine that is configured.
     *
     * @param config attributes that differ from their defaults, by name
     */
    World(Map<String, Object> config) {
        this(config, Records.NONE);
    }

    /**
     * A world whose records are kept.
     *
     * @param config attributes that differ from their defaults, by name
     */
    World(Map<String, Object> config, Records records) {
        this.records = records;
        engine = new ResyncEngine(
                new Stages(this, this, this, this, this, ledger, records, this, this::traced, clock()),
                config(config),
                new Watchdog(Duration.ofMinutes(30), Path.of("target", "dumps")),
                false);
    }

    /** An engine of another process, over the same ledger. */
    ResyncEngine anotherEngine() {
        return anotherEngine(Map.of());
    }

    /**
     * An engine of another process, over the same ledger.
     *
     * @param others attributes of its configuration that differ from their defaults, by name
     */
    ResyncEngine anotherEngine(Map<String, Object> others) {
        return new ResyncEngine(
                new Stages(this, this, this, this, this, ledger, records, this, this::traced, clock()),
                config(others),
                new Watchdog(Duration.ofMinutes(30), Path.of("target", "dumps")),
                false);
    }

    private Tracer.Step traced(String name, Map<String, String> attributes) {
        return tracer.begin(name, attributes);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    /** What one kind reads. */
    @FunctionalInterface
    interface Source {
        Fetched read(PageSink sink) throws InterruptedException;
    }

    /** What one kind reads, if it can go on where it was. */
    interface Resuming extends Source {
        Fetched read(Progress progress, PageSink sink) throws InterruptedException;

        @Override
        default Fetched read(PageSink sink) throws InterruptedException {
            return read(Progress.NONE, sink);
        }
    }

    static final Fetched WHOLE = new Fetched(List.of(), false, false);

    static Fetched gap(String reason) {
        return new Fetched(List.of(new Gap("", reason)), false, false);
    }

    /** A source of one page with these names. */
    static Source names(String... names) {
        return sink -> {
            sink.page("", List.of(names).stream().map(World::thing).toList(), null);
            return WHOLE;
        };
    }

    static JsonNode thing(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    World holding(String kind, int from, int to) {
        for (int i = from; i < to; i++) {
            catalog.put(
                    new Ref(kind, "n" + i),
                    JsonNodeFactory.instance.objectNode().put("name", "n" + i));
        }
        return this;
    }

    Set<String> held(String kind) {
        var held = new TreeSet<String>();
        synchronized (catalog) {
            catalog.keySet().stream()
                    .filter(ref -> ref.blueprint().equals(kind))
                    .forEach(ref -> held.add(ref.identifier()));
        }
        return held;
    }

    RunReport run() throws RunRefused, InterruptedException {
        return run(new Trigger.Manual("test", 0));
    }

    RunReport run(Trigger trigger) throws RunRefused, InterruptedException {
        return engine.await(engine.start(ID, trigger), Duration.ofSeconds(30)).orElseThrow();
    }

    static EngineConfig defaults() {
        return config(Map.of());
    }

    private static EngineConfig config(Map<String, Object> others) {
        return (EngineConfig) Proxy.newProxyInstance(
                World.class.getClassLoader(),
                new Class<?>[] {EngineConfig.class},
                (proxy, method, arguments) -> others.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    // ---- what is configured

    @Override
    public List<Integration> all() {
        return configured
                ? Stream.concat(Stream.of(ID), neighbour.stream())
                        .map(this::configured)
                        .toList()
                : List.of();
    }

    private Integration configured(IntegrationId id) {
        return new Integration(
                id, "Fake", "1.0.0", state, state == State.READY ? "" : "no luck", "", true, null, configuration);
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.empty();
    }

    private static ObjectNode relations(JsonNode record) {
        ObjectNode relations = JsonNodeFactory.instance.objectNode();
        if (record.has("needs")) {
            relations.set("needs", record.get("needs"));
        }
        return relations;
    }

    // ---- fetch

    @Override
    public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink)
            throws InterruptedException {
        asked.incrementAndGet();
        if (!integration.equals(ID)) {
            return neighbours.read(sink);
        }
        var source = sources.getOrDefault(resource.kind().name(), none -> WHOLE);
        return source instanceof Resuming resuming ? resuming.read(progress, sink) : source.read(sink);
    }

    @Override
    public boolean incremental(IntegrationId integration, Kind kind) {
        return incremental.contains(kind.name());
    }

    @Override
    public Fetched starting(IntegrationId integration) {
        calls.add("listeners starting");
        return starting;
    }

    @Override
    public Fetched completed(IntegrationId integration) {
        calls.add("listeners completed");
        return WHOLE;
    }

    @Override
    public List<ProviderStatus> providers() {
        return List.of(new ProviderStatus(ID.toString(), List.of("*"), List.of(), "source", "fake", "active", ""));
    }

    // ---- map: the blueprint is the kind, a record named "bad…" is broken, one named "skip…" is filtered, as is one
    // that has the query in
    // its name

    @Override
    public Mapping read(JsonNode document) {
        var resources = new ArrayList<Resource>();
        for (String kind : kinds) {
            resources.add(new Resource(
                    resources.size(),
                    new Kind(kind),
                    JsonNodeFactory.instance.objectNode(),
                    document.path("query").asText("true"),
                    null,
                    new Resource.Template(
                            JsonNodeFactory.instance.textNode(".name"),
                            blueprint.isEmpty() ? kind : blueprint,
                            null,
                            null,
                            null,
                            Map.of(),
                            Map.of())));
        }
        return new Mapping(resources, new Mapping.Options(true, deleteDependents, true, 0.9), mappingHash + document);
    }

    @Override
    public RecordMapper prepare(Resource resource, IntegrationId integration) {
        return prepare(resource);
    }

    @Override
    public List<Finding> review(Resource resource, List<? extends JsonNode> samples) {
        return List.of();
    }

    @Override
    public RecordMapper prepare(Resource resource) {
        return new RecordMapper() {
            @Override
            public List<Mapped> explain(JsonNode record) {
                return map(record);
            }

            @Override
            public List<Mapped> map(JsonNode record) {
                String name = record.path("name").asText();
                if (name.startsWith("bad")) {
                    return List.of(new Mapped.Broken(record, "identifier", "bad name"));
                }
                if (name.startsWith("skip") || name.contains(resource.query())) {
                    return List.of(new Mapped.Filtered("selector"));
                }
                return List.of(new Mapped.Made(
                        new Entity(
                                resource.template().blueprint(),
                                record.path("name"),
                                null,
                                null,
                                null,
                                (ObjectNode) record,
                                relations(record)),
                        List.of()));
            }

            @Override
            public Optional<String> blueprint() {
                return Optional.of(resource.template().blueprint());
            }
        };
    }

    /** A property "needs" names another thing without which the catalog refuses an entity. */
    private boolean missingTarget(Entity entity) {
        JsonNode needs = entity.relations().path("needs");
        return needs.isTextual() && !catalog.containsKey(new Ref(entity.blueprint(), needs.asText()));
    }

    @Override
    public List<MappingTests.Result> run(IntegrationId integration, Mapping mapping) {
        return tested;
    }

    @Override
    public String save(IntegrationId integration, String name, Mapping mapping, String label, JsonNode record) {
        return name;
    }

    // ---- diff

    @Override
    public Reconciliation begin(boolean differences) {
        var held = new TreeMap<Ref, JsonNode>(Comparator.comparing(Ref::toString));
        var produced = ConcurrentHashMap.<Ref>newKeySet();
        return new Reconciliation() {
            @Override
            public void held(Entity entity) {
                if (comparisonBreaks) {
                    throw new ComparisonFailure("cannot keep the comparison", new IOException("full"));
                }
                held.put(entity.ref(), entity.properties());
            }

            @Override
            public long heldCount() {
                return held.size();
            }

            @Override
            public long heldCount(String blueprint) {
                return held.keySet().stream()
                        .filter(ref -> ref.blueprint().equals(blueprint))
                        .count();
            }

            @Override
            public String digest() {
                return held.toString();
            }

            @Override
            public Examined examine(Entity entity) {
                return new Examined() {
                    @Override
                    public Entity entity() {
                        return entity;
                    }

                    @Override
                    public long content() {
                        return entity.properties().hashCode();
                    }
                };
            }

            @Override
            public Judgement judge(Examined examined, int resource) {
                Entity entity = examined.entity();
                produced.add(entity.ref());
                var before = held.get(entity.ref());
                var verdict = before == null
                        ? Verdict.NEW
                        : before.equals(entity.properties()) ? Verdict.UNCHANGED : Verdict.CHANGED;
                return new Judgement(verdict, entity, List.of(), List.of());
            }

            @Override
            public void produced(Ref ref, Collection<String> fields) {
                produced.add(ref);
            }

            @Override
            public void searched(String blueprint) {}

            @Override
            public void stale(Consumer<Ref> consumer) {
                held.keySet().stream().filter(ref -> !produced.contains(ref)).forEach(consumer);
            }

            @Override
            public void close() {
                calls.add("closed");
            }
        };
    }

    // ---- apply

    @Override
    public String address() {
        return "memory";
    }

    @Override
    public Optional<Installation> find(Integration integration) {
        return Optional.of(install(integration, new Defaults(List.of(), null)));
    }

    @Override
    public Installation install(Integration integration, Defaults defaults) {
        return new Installation() {
            @Override
            public IntegrationId integration() {
                return integration.id();
            }

            @Override
            public JsonNode mapping() {
                return JsonNodeFactory.instance.objectNode();
            }

            @Override
            public void runStarted(RunReport report) {
                calls.add("started");
            }

            @Override
            public void runProgress(RunReport report) {}

            @Override
            public void examples(Kind kind, List<JsonNode> records) {
                calls.add("examples of " + kind + ": " + records.size());
            }

            @Override
            public void runEnded(RunReport report) {
                beforeRunEnds.run();
                calls.add(report.status().toString());
            }

            @Override
            public void owned(Consumer<Entity> consumer) throws CatalogException {
                for (var entry : Map.copyOf(catalog).entrySet()) {
                    if (!ownedBlueprints.isEmpty()
                            && !ownedBlueprints.contains(entry.getKey().blueprint())) {
                        continue;
                    }
                    consumer.accept(new Entity(
                            entry.getKey().blueprint(),
                            JsonNodeFactory.instance.textNode(entry.getKey().identifier()),
                            null,
                            null,
                            null,
                            (ObjectNode) entry.getValue(),
                            JsonNodeFactory.instance.objectNode()));
                }
                if (listingBreaks) {
                    throw new CatalogException("the listing broke off", null);
                }
            }

            @Override
            public List<Entity> owned(Collection<Ref> refs) {
                beforeDelete.run();
                return refs.stream()
                        .filter(catalog::containsKey)
                        .map(ref -> new Entity(
                                ref.blueprint(),
                                JsonNodeFactory.instance.textNode(ref.identifier()),
                                null,
                                null,
                                null,
                                (ObjectNode) catalog.getOrDefault(ref, JsonNodeFactory.instance.objectNode()),
                                JsonNodeFactory.instance.objectNode()))
                        .toList();
            }

            @Override
            public List<Dependent> dependents(Collection<Ref> refs) {
                return dependents.stream()
                        .filter(dependent -> refs.contains(dependent.on()) && catalog.containsKey(dependent.ref()))
                        .toList();
            }

            @Override
            public List<Outcome> upsert(List<Entity> entities, Mapping.Options options, String runId)
                    throws CatalogException {
                (integration.id().equals(ID) ? beforeWrite : beforeNeighbourWrites).run();
                bulks.add(entities.size());
                if (ledgerBreaks) {
                    throw new CatalogException("no leave to write", new LedgerFailure("the disk is full", null));
                }
                if (writingBreaks) {
                    throw new CatalogException("the catalog is away", null);
                }
                var outcomes = new ArrayList<Outcome>();
                for (Entity entity : entities) {
                    writes.merge(entity.ref().identifier(), 1, Integer::sum);
                    if (missingTarget(entity)) {
                        outcomes.add(new Outcome.Refused(404, "a target is missing"));
                        continue;
                    }
                    if (refused.contains(entity.ref().identifier())) {
                        outcomes.add(new Outcome.Refused(422, "not to my taste"));
                    } else {
                        catalog.put(entity.ref(), entity.properties());
                        outcomes.add(new Outcome.Done());
                    }
                }
                return outcomes;
            }

            @Override
            public List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId) {
                var outcomes = new ArrayList<Outcome>();
                boolean whole = refs.stream().noneMatch(ref -> needed(ref, refs));
                for (Ref ref : refs) {
                    if (!options.deleteDependents() && needed(ref, whole ? refs : List.of())) {
                        outcomes.add(new Outcome.Refused(422, "something cannot be without it"));
                        continue;
                    }
                    deletes.add(ref);
                    catalog.remove(ref);
                    outcomes.add(new Outcome.Done());
                }
                return outcomes;
            }

            // whether something beside others of its blueprint cannot be without an entity
            private boolean needed(Ref ref, List<Ref> others) {
                return dependents(List.of(ref)).stream()
                        .filter(Dependent::required)
                        .map(Dependent::ref)
                        .anyMatch(dependent -> !others.contains(dependent)
                                || !dependent.blueprint().equals(ref.blueprint()));
            }

            @Override
            public Installation guarded(Leave leave) {
                return this;
            }
        };
    }
}
