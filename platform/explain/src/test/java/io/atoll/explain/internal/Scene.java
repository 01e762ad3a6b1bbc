package io.atoll.explain.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.map.internal.JqMapper;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Records.Reading;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.records.internal.RecordStore;
import io.atoll.spi.IntegrationId;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An instance with its mapping, what its runs have read, and what catalog and ledger know of it; the mapper and the records are real. */
final class Scene implements Integrations, AutoCloseable {

    static final IntegrationId ID = new IntegrationId("fake", "one");
    static final Instant BEGAN = Instant.parse("2026-11-22T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    final Mapper mapper = JqMapper.standard();
    final RecordStore records;
    final Map<Ref, Entity> held = new HashMap<>();
    final Set<Ref> touched = new HashSet<>();
    final Map<String, List<Change>> changes = new HashMap<>();
    final Map<String, List<Ledger.Failed>> failures = new HashMap<>();
    private JsonNode mapping;

    Scene(Path folder, String mapping) throws Exception {
        this.records = RecordStore.in(folder, this);
        this.mapping = json(mapping);
    }

    /** JSON, with single quotes for double ones. */
    static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    void mapping(String text) throws Exception {
        mapping = json(text);
    }

    Mapping mapping() throws Exception {
        return mapper.read(mapping);
    }

    /** Keeps what a run reads of a resource, as the engine does; gives the entities that it makes. */
    List<Entity> read(String run, int resource, List<List<JsonNode>> pages) throws Exception {
        return read(run, resource, pages, List.of());
    }

    List<Entity> read(String run, int index, List<List<JsonNode>> pages, List<io.atoll.pipeline.Fetcher.Gap> gaps)
            throws Exception {
        Mapping now = mapping();
        Resource resource = now.resources().get(index);
        var mapped = mapper.prepare(resource, ID);
        var entities = new ArrayList<Entity>();
        try (var recorder = records.record(new Reading(ID, new RunId(run), resource, now.hash(), BEGAN, false))) {
            for (List<JsonNode> page : pages) {
                int number = recorder.page("", page, 1, null);
                var made = new ArrayList<Ref>();
                for (JsonNode record : page) {
                    for (Mapped outcome : mapped.map(record)) {
                        if (outcome instanceof Mapped.Made one) {
                            entities.add(one.entity());
                            made.add(one.entity().ref());
                        }
                    }
                }
                recorder.made(number, page.size(), made);
            }
            recorder.complete(gaps);
        }
        return entities;
    }

    RecordExplanations explanations() {
        return new RecordExplanations(this, catalog(), mapper, ledger(), records);
    }

    private Catalog catalog() {
        return fake(Catalog.class, (method, arguments) -> switch (method) {
            case "find" -> Optional.of(installation());
            default -> null;
        });
    }

    private Catalog.Installation installation() {
        return fake(Catalog.Installation.class, (method, arguments) -> switch (method) {
            case "mapping" -> mapping;
            case "owned" ->
                ((Collection<?>) arguments[0])
                        .stream().map(held::get).filter(one -> one != null).toList();
            default -> null;
        });
    }

    @SuppressWarnings("unchecked")
    private Ledger ledger() {
        return fake(Ledger.class, (method, arguments) -> {
            switch (method) {
                case "recent" -> {
                    return runs();
                }
                case "changes" -> {
                    changes.getOrDefault(arguments[0].toString(), List.of()).forEach((Consumer<Change>) arguments[1]);
                    return "";
                }
                case "failures" -> {
                    failures.getOrDefault(arguments[0].toString(), List.of())
                            .forEach((Consumer<Ledger.Failed>) arguments[1]);
                    return "";
                }
                case "touchedSince" -> {
                    var found = new HashSet<>((Collection<Ref>) arguments[1]);
                    found.retainAll(touched);
                    return found;
                }
                default -> {
                    return null;
                }
            }
        });
    }

    private List<RunReport> runs() {
        var names = new HashSet<>(changes.keySet());
        names.addAll(failures.keySet());
        return names.stream()
                .sorted((one, other) -> other.compareTo(one))
                .map(name -> new RunReport(
                        new RunId(name),
                        ID,
                        Mode.FULL,
                        1,
                        "",
                        Status.INCOMPLETE,
                        "",
                        BEGAN,
                        Optional.empty(),
                        0,
                        List.of(new KindReport(
                                "repo-0",
                                "repo",
                                "",
                                0,
                                0,
                                0,
                                0,
                                0,
                                failures.getOrDefault(name, List.of()).size(),
                                List.of(),
                                List.of(),
                                List.of())),
                        Deletion.none()))
                .toList();
    }

    /** Answers calls of an interface; null is a call that is not expected. */
    @FunctionalInterface
    private interface Answers {
        @Nullable
        Object answer(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                Scene.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.answer(method.getName(), arguments);
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return answer;
                }));
    }

    @Override
    public List<Integration> all() {
        return List.of(new Integration(ID, "Fake", "1.0.0", State.READY, "", "", true, null, "c"));
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.empty();
    }

    @Override
    public void close() {
        records.close();
    }
}
