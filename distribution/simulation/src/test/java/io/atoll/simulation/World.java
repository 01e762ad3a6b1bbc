package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.diff.internal.DiskReconciler;
import io.atoll.map.internal.JqMapper;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.simulation.CatalogModel.Shelf;
import io.atoll.simulation.Wish.Shelved;
import io.atoll.spi.IntegrationId;
import io.atoll.test.ledger.CertificateChecker;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Third party, catalog and configuration around the processes, and the truth about each run: what it may delete, and who may write. */
final class World implements Integrations {

    static final IntegrationId ID = new IntegrationId("sim", "one");

    private final Nemesis nemesis;
    private final Story story = new Story();
    private final ThirdParty source;
    private final Answers answers;
    private final CatalogModel catalog;
    private final Mapper mapper = JqMapper.standard();
    private final boolean deleteDependents;
    private final double threshold;
    private final Map<String, Integer> config;
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    private final AtomicLong leap = new AtomicLong();
    private final Map<String, Facts> runs = new ConcurrentHashMap<>();

    private volatile Wish wish = Wish.ALL;
    private volatile String configuration = "c0";
    private volatile String version = "1.0.0";
    private volatile String writer = "";
    private volatile boolean leaping;

    World(long seed) {
        this.nemesis = new Nemesis(seed);
        this.source = new ThirdParty(nemesis, story);
        this.answers = new Answers(source, nemesis, story);
        this.catalog = new CatalogModel(nemesis, story);
        this.deleteDependents = nemesis.choice("world", 2) == 0;
        this.threshold = List.of(0.9, 1.0, 0.3).get(nemesis.choice("world", 3));
        this.config = Map.of(
                "mapWorkers",
                1 + nemesis.choice("world", 2),
                "applyWorkers",
                1 + nemesis.choice("world", 2),
                "pagesAhead",
                1 + nemesis.choice("world", 3),
                "lingerMillis",
                nemesis.choice("world", 2) * 5,
                "deletionBudgetEntities",
                List.of(0, 3, 50).get(nemesis.choice("world", 3)),
                "deletionBudgetPercent",
                List.of(0, 10, 60).get(nemesis.choice("world", 3)));
        for (int i = 0; i < nemesis.choice("world", 6); i++) {
            catalog.put(entity("team", "old" + i, null), CatalogModel.OURS);
        }
        othersMakeGadgets();
    }

    /** What is known of one run. */
    private static final class Facts {
        private final Mode mode;
        private final boolean approved;
        private final long since;
        private final Set<Ref> told = ConcurrentHashMap.newKeySet();
        private volatile Wish wish;
        private volatile boolean certified;

        Facts(Mode mode, boolean approved, long since, Wish wish) {
            this.mode = mode;
            this.approved = approved;
            this.since = since;
            this.wish = wish;
        }
    }

    Nemesis nemesis() {
        return nemesis;
    }

    Story story() {
        return story;
    }

    Answers answers() {
        return answers;
    }

    ThirdParty source() {
        return source;
    }

    CatalogModel catalog() {
        return catalog;
    }

    Mapper mapper() {
        return mapper;
    }

    Map<String, Integer> config() {
        return config;
    }

    CertificateChecker checker() {
        return new CertificateChecker(
                config.getOrDefault("deletionBudgetEntities", 0),
                config.getOrDefault("deletionBudgetPercent", 0),
                threshold);
    }

    Wish wish() {
        return wish;
    }

    JsonNode mappingDocument() {
        return wish.document(deleteDependents, threshold);
    }

    void wish(Wish newWish) {
        story.change("mapping: " + newWish);
        wish = newWish;
    }

    /** Something of what a run rests on changes. */
    synchronized void reconfigure(String stream) {
        switch (nemesis.choice(stream, 6)) {
            case 0 -> {
                configuration += "+";
                story.change("configuration: " + configuration);
            }
            case 1 -> {
                version += ".1";
                story.change("version: " + version);
            }
            default -> wish(List.of(Wish.values()).get(nemesis.choice(stream, Wish.values().length)));
        }
    }

    /** A clock that never shows a time twice. */
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(millis.incrementAndGet());
            }
        };
    }

    /** The time that passes; in leaps while a process waits for another to run out of its lease. */
    long nanos() {
        return System.nanoTime() + (leaping ? leap.addAndGet(1_800_000_000_000L) : leap.get());
    }

    void leaping(boolean on) {
        leaping = on;
    }

    Reconciler reconciler(Path folder) {
        return new DiskReconciler((BundleContext) Proxy.newProxyInstance(
                World.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> folder.toString()));
    }

    // ---- what runs do

    void begun(Node node, Journal journal) {
        var opening = journal.opening();
        writer = node + " " + opening.run();
        long now = story.tell(node + " begins " + opening.mode() + " run " + opening.run() + ", epoch "
                + journal.epoch() + (journal.resumed() ? ", resumed" : ""));
        var facts = runs.computeIfAbsent(
                opening.run().value(),
                run -> new Facts(
                        opening.mode(), opening.mode() == Mode.APPROVED || opening.allowance() > 0, now, wish));
        if (opening.mode() == Mode.APPLY) {
            plan = Optional.ofNullable(runs.get(applying));
        }
        facts.wish = wish;
    }

    private volatile String applying = "";
    private volatile Optional<Facts> plan = Optional.empty();

    /** The next run that applies something applies that plan. */
    void applying(String run) {
        applying = run;
    }

    void certified(String run) {
        facts(run).wish = wish;
        facts(run).certified = true;
    }

    private Facts facts(String run) {
        var facts = runs.get(run);
        if (facts == null) {
            throw new IllegalStateException("no run " + run);
        }
        return facts;
    }

    void told(String run, Resource resource, List<JsonNode> records) {
        for (JsonNode record : records) {
            if (!record.path("open").isTextual()) {
                facts(run).told.addAll(wish.refs(resource.kind().name(), record));
            }
        }
    }

    /** Whether nothing of what a run must bring about has changed since it began. */
    boolean quietSince(String run) {
        return story.changed() < facts(run).since;
    }

    /** Whether nobody has taken over from a process. */
    boolean inCharge(Node node, String run) {
        return writer.equals(node + " " + run);
    }

    void writing(Node node, String run) {
        if (!inCharge(node, run)) {
            story.violation("I6", node + " writes for run " + run + ", but " + writer + " has taken over");
        }
    }

    /** I1. */
    void deleting(String run, Ref ref, String owner) {
        if (!owner.equals(CatalogModel.OURS)) {
            story.violation("I1", ref + " is deleted, but belongs to others");
        }
        var facts = facts(run);
        if (!facts.certified) {
            story.violation("I1", ref + " is deleted before there is a certificate");
        }
        var basis = facts.mode == Mode.APPLY ? plan.orElse(facts) : facts;
        if (facts.approved) {
            return;
        }
        if (source.hasSince(basis.wish, ref, basis.since)) {
            story.violation("I1", ref + " is deleted, but the source has it and had it when run " + run + " began");
        } else if (basis.told.contains(ref) && source.has(basis.wish, ref)) {
            story.violation("I1", ref + " is deleted, but the source has it and told so during run " + run);
        } else if (live.getOrDefault(ref, 0L) > basis.since && source.has(basis.wish, ref)) {
            story.violation("I1", ref + " is deleted, but a live event wrote it since run " + run + " began");
        }
    }

    private final Map<Ref, Long> live = new ConcurrentHashMap<>();

    /** A live event: the thing is written, or its entity deleted, outside of the run. */
    void live(Node node, Thing thing, boolean present) {
        Wish now = wish;
        var entity = now.entity(thing);
        if (entity == null || node.dead()) {
            return;
        }
        node.ledger().touched(ID, List.of(entity.ref()));
        if (present) {
            live.put(entity.ref(), story.tell("live: " + entity.ref() + " is touched"));
            catalog.put(entity(entity), CatalogModel.OURS);
        } else if (!source.has(now, entity.ref())) {
            catalog.drop(entity.ref());
        }
    }

    private static Entity entity(Shelved shelved) {
        var properties = JsonNodeFactory.instance.objectNode();
        shelved.fields().forEach(properties::put);
        var relations = JsonNodeFactory.instance.objectNode();
        shelved.relations().forEach((name, target) -> relations.put(name, target.isEmpty() ? null : target));
        return new Entity(
                shelved.ref().blueprint(),
                JsonNodeFactory.instance.textNode(shelved.ref().identifier()),
                null,
                null,
                null,
                properties,
                relations);
    }

    private static Entity entity(String blueprint, String id, @Nullable String repo) {
        var relations = JsonNodeFactory.instance.objectNode();
        if (repo != null) {
            relations.put("repo", repo);
        }
        return new Entity(
                blueprint,
                JsonNodeFactory.instance.textNode(id),
                null,
                null,
                null,
                JsonNodeFactory.instance.objectNode(),
                relations);
    }

    /** Something happens elsewhere while a run reads. */
    void whileReading(Node node) {
        node.step("page read");
        if (nemesis.strikes("drift", 0.08)) {
            boolean heard = nemesis.choice("drift", 3) == 0;
            source.change("drift", (thing, present) -> {
                if (heard) {
                    live(node, thing, present);
                }
            });
        }
        if (nemesis.strikes("reconfigure", 0.006)) {
            reconfigure("reconfigure");
        }
        if (nemesis.strikes("others", 0.01)) {
            othersWrite();
        }
        if (nemesis.strikes("overlap", 0.008)) {
            overlap(node);
        }
    }

    /** Something happens elsewhere just before deletions. */
    void beforeDeleting(Node node) {
        if (nemesis.strikes("late", 0.15)) {
            source.change("late", (thing, present) -> live(node, thing, present));
        }
    }

    /** Others keep gadgets in the catalog, and make them anew if they are gone. */
    void othersMakeGadgets() {
        for (int i = 0; i < ThirdParty.GADGETS; i++) {
            var gadget = entity("gadget", "g" + i, null);
            if (!catalog.shelves().containsKey(gadget.ref())) {
                catalog.put(gadget, CatalogModel.OTHERS);
            }
        }
    }

    private void othersWrite() {
        var shelves = catalog.shelves().values().stream()
                .map(Shelf::entity)
                .sorted((one, other) ->
                        one.ref().toString().compareTo(other.ref().toString()))
                .toList();
        if (shelves.isEmpty()) {
            return;
        }
        var taken = shelves.get(nemesis.choice("others", shelves.size()));
        boolean needing = Set.of("issue", "ring").contains(taken.blueprint());
        boolean inTheWay = needing && !deleteDependents;
        if (nemesis.choice("others", 2) == 0 && !inTheWay) {
            catalog.put(taken, CatalogModel.OTHERS);
        } else if (deleteDependents && taken.blueprint().equals("repo")) {
            catalog.put(
                    entity(
                            "issue",
                            "foreign" + nemesis.choice("others", 100),
                            taken.ref().identifier()),
                    CatalogModel.OTHERS);
        }
    }

    private void overlap(Node node) {
        try {
            switch (nemesis.choice("overlap", 4)) {
                case 0 -> {
                    story.tell(node + ": a person cancels");
                    node.engine().recent(1).forEach(run -> node.engine().cancel(run.id(), "a person"));
                }
                case 1 -> {
                    story.tell(node + ": a newer trigger");
                    node.engine().start(ID, new Trigger.Manual("newer", 0));
                }
                case 2 -> node.askToStop();
                default -> {
                    story.tell(node + ": started once more");
                    node.engine().start(ID, new Trigger.AtStart());
                }
            }
        } catch (RunRefused refused) {
            story.tell(node + ": refused: " + refused.getMessage());
        }
    }

    // ---- what is configured

    @Override
    public List<Integration> all() {
        return List.of(new Integration(ID, "Simulated", version, State.READY, "", "", true, null, configuration));
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.empty();
    }
}
