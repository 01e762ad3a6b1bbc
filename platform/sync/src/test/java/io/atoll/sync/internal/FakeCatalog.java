package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A catalog in memory, which writes down every request that changes it. An entity that relates to what is not there is refused, and so is
 * the deletion of one that something required relates to.
 */
final class FakeCatalog implements Catalog, Catalog.Installation {

    /** A relation that its entity cannot be without. */
    static final String REQUIRED = "parent";

    private final Map<Ref, Entity> entities = new LinkedHashMap<>();
    private final Map<Ref, Boolean> ours = new HashMap<>();
    private final Map<Ref, String> refusals = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private boolean known = true;
    private boolean installed = true;
    private boolean listingBreaks;
    private boolean away;

    /** What was done, as {@code upsert a, b} and {@code delete a}; what else a test wants to see in this order may be added. */
    List<String> requests() {
        return requests;
    }

    void hold(String entity, boolean own) {
        Entity held = Json.entity(entity);
        entities.put(held.ref(), held);
        ours.put(held.ref(), own);
    }

    List<String> held() {
        return entities.keySet().stream().map(Ref::identifier).sorted().toList();
    }

    Entity entity(String blueprint, String identifier) {
        return Objects.requireNonNull(entities.get(new Ref(blueprint, identifier)));
    }

    void refuse(String blueprint, String identifier, String reason) {
        refusals.put(new Ref(blueprint, identifier), reason);
    }

    void forgetTheIntegration() {
        known = false;
    }

    void breakTheInstallationOff() {
        installed = false;
    }

    void breakTheListing() {
        listingBreaks = true;
    }

    void goAway() {
        away = true;
    }

    @Override
    public String address() {
        return "memory";
    }

    @Override
    public Installation install(Integration integration, Defaults defaults) {
        requests.add("install " + integration.id());
        return this;
    }

    @Override
    public Optional<Installation> find(Integration integration) throws CatalogException {
        if (away) {
            throw new CatalogException("the catalog does not answer", null);
        }
        return known ? Optional.of(this) : Optional.empty();
    }

    @Override
    public IntegrationId integration() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean installed() {
        return installed;
    }

    @Override
    public JsonNode mapping() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void runStarted(RunReport report) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void runProgress(RunReport report) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void examples(Kind kind, List<JsonNode> records) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void runEnded(RunReport report) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void owned(Consumer<Entity> consumer) throws CatalogException {
        entities.forEach((ref, entity) -> {
            if (ours.getOrDefault(ref, false)) {
                consumer.accept(entity);
            }
        });
        if (listingBreaks) {
            throw new CatalogException("the listing broke off after page 1", null);
        }
    }

    @Override
    public List<Entity> owned(Collection<Ref> refs) {
        return refs.stream()
                .filter(ref -> ours.getOrDefault(ref, false))
                .flatMap(ref -> Stream.ofNullable(entities.get(ref)))
                .toList();
    }

    @Override
    public List<Dependent> dependents(Collection<Ref> refs) {
        var dependents = new ArrayList<Dependent>();
        entities.forEach((ref, entity) -> entity.relations()
                .properties()
                .forEach(relation -> refs.stream()
                        .filter(on -> on.identifier().equals(relation.getValue().asText()))
                        .forEach(on -> dependents.add(new Dependent(
                                ref,
                                on,
                                ours.getOrDefault(ref, false),
                                relation.getKey().equals(REQUIRED))))));
        return dependents;
    }

    @Override
    public List<Outcome> upsert(List<Entity> all, Mapping.Options options, String runId) {
        requests.add("upsert "
                + names(all.stream()
                        .map(entity -> entity.identifier().asText("?"))
                        .toList()));
        return all.stream().map(this::upsert).toList();
    }

    private Outcome upsert(Entity entity) {
        if (entity.searched()) {
            return new Outcome.Done();
        }
        for (JsonNode target : entity.relations()) {
            if (held().stream().noneMatch(target.asText()::equals)) {
                return new Outcome.Refused(404, "there is no " + target.asText());
            }
        }
        String refusal = refusals.get(entity.ref());
        if (refusal != null) {
            return new Outcome.Refused(422, refusal);
        }
        entities.put(entity.ref(), entity);
        ours.put(entity.ref(), true);
        return new Outcome.Done();
    }

    @Override
    public List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId) {
        requests.add("delete " + names(refs.stream().map(Ref::identifier).toList()));
        return refs.stream().map(ref -> delete(ref, options)).toList();
    }

    @Override
    public Installation guarded(Leave leave) {
        throw new UnsupportedOperationException();
    }

    private Outcome delete(Ref ref, Mapping.Options options) {
        for (Dependent dependent : dependents(List.of(ref))) {
            if (dependent.required()) {
                if (!options.deleteDependents()) {
                    return new Outcome.Refused(422, dependent.ref() + " requires it");
                }
                delete(dependent.ref(), options);
            }
        }
        entities.remove(ref);
        ours.remove(ref);
        return new Outcome.Done();
    }

    private static String names(List<String> names) {
        return names.size() > 5 ? names.size() + " entities" : String.join(", ", names);
    }
}
