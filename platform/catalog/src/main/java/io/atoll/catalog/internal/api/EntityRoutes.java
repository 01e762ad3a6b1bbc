package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.Deletion;
import io.atoll.catalog.internal.entity.EntityWriter;
import io.atoll.catalog.internal.entity.Outcome.Refused;
import io.atoll.catalog.internal.entity.Outcome.Written;
import io.atoll.catalog.internal.entity.Presentation;
import io.atoll.catalog.internal.entity.WriteOptions;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/blueprints/{blueprint}/entities}: one entity, and some at once. */
final class EntityRoutes implements Routes {

    private static final int MOST_UPSERTS = 20;
    private static final int MOST_DELETES = 100;
    private static final List<String> CHANGEABLE =
            List.of("identifier", "title", "icon", "team", "properties", "relations");

    private final CatalogStore store;
    private final Clock clock;
    private final Derivation derivation;

    EntityRoutes(CatalogStore store, Clock clock, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var one = Schema.named("Entity");
        router.post(
                        "/v1/blueprints/{blueprint}/entities",
                        Operation.of("Create or change an entity")
                                .query(Parameters.ofWriting())
                                .takes(Schema.named("EntityBody"))
                                .answers(201, "entity", one, "Written")
                                .by(this::write))
                .post(
                        "/v1/blueprints/{blueprint}/entities/bulk",
                        Operation.of("Create or change up to 20 entities")
                                .query(Parameters.ofWriting())
                                .takes(Schema.named("EntityBodies"))
                                .answers(200, "All were written", Schema.named("BulkResult"))
                                .answers(207, "Some were not written", Schema.named("BulkResult"))
                                .by(this::writeAll))
                .post(
                        "/v1/blueprints/{blueprint}/bulk/entities/delete",
                        Operation.of("Delete up to 100 entities")
                                .query(Parameters.DEPENDENTS, Parameters.RUN)
                                .takes(Schema.named("Identifiers"))
                                .answers("deletedEntities", Schema.list(Schema.text()))
                                .by(this::deleteAll))
                .get(
                        "/v1/blueprints/{blueprint}/entities/{entity}",
                        Operation.of("Show an entity")
                                .query(Parameters.ofPresentation())
                                .answers("entity", Schema.named("PartOfEntity"))
                                .by(this::show))
                .put(
                        "/v1/blueprints/{blueprint}/entities/{entity}",
                        Operation.of("Replace an entity, or rename it")
                                .query(Parameters.CREATE_MISSING, Parameters.RUN)
                                .takes(Schema.named("EntityBody"))
                                .answers("entity", one)
                                .by(this::replace))
                .patch(
                        "/v1/blueprints/{blueprint}/entities/{entity}",
                        Operation.of("Change parts of an entity")
                                .query(Parameters.CREATE_MISSING, Parameters.RUN)
                                .takes(Schema.named("EntityChange"))
                                .answers("entity", one)
                                .by(this::change))
                .delete(
                        "/v1/blueprints/{blueprint}/entities/{entity}",
                        Operation.of("Delete an entity")
                                .query(Parameters.DEPENDENTS, Parameters.RUN)
                                .answers()
                                .by(this::delete));
    }

    private Answer show(Call call) {
        var presentation = Parameters.presentation(call);
        var shown = store.read(view -> {
            var blueprint = Blueprints.named(view, call.path("blueprint"));
            var ref = new Ref(blueprint.identifier(), call.path("entity"));
            var entity = view.entity(ref).orElseThrow(() -> Refusal.notFound("entity \"" + ref + "\" does not exist"));
            return presentation.of(entity, blueprint, derivation.in(view));
        });
        return Answer.ok("entity", shown);
    }

    private Answer write(Call call) throws IOException {
        var body = call.body();
        var options = Parameters.writing(call);
        var shown = store.write(transaction -> {
            var blueprint = Blueprints.named(transaction, call.path("blueprint"));
            var written = new EntityWriter(transaction, blueprint, options, call.author(clock), derivation).write(body);
            return Presentation.FULL.of(written.entity(), blueprint, derivation.in(transaction));
        });
        return Answer.of(201, "entity", shown);
    }

    private Answer replace(Call call) throws IOException {
        return rewrite(call, call.body(), WriteOptions.replace(Parameters.createMissing(call)));
    }

    private Answer change(Call call) throws IOException {
        var body = call.body();
        body.fieldNames().forEachRemaining(key -> {
            if (!CHANGEABLE.contains(key)) {
                throw Refusal.invalid("\"" + key + "\" cannot be changed; what can is " + CHANGEABLE);
            }
        });
        return rewrite(call, body, WriteOptions.change(Parameters.createMissing(call)));
    }

    private Answer rewrite(Call call, ObjectNode body, WriteOptions options) {
        var shown = store.write(transaction -> {
            var blueprint = Blueprints.named(transaction, call.path("blueprint"));
            var entity = new EntityWriter(transaction, blueprint, options, call.author(clock), derivation)
                    .rewrite(call.path("entity"), body);
            return Presentation.FULL.of(entity, blueprint, derivation.in(transaction));
        });
        return Answer.ok("entity", shown);
    }

    private Answer delete(Call call) {
        store.write(transaction -> {
            var blueprint = Blueprints.named(transaction, call.path("blueprint"));
            var ref = new Ref(blueprint.identifier(), call.path("entity"));
            if (new Deletion(transaction, call.author(clock))
                    .delete(List.of(ref), call.flag("delete_dependents"))
                    .isEmpty()) {
                throw Refusal.notFound("entity \"" + ref + "\" does not exist");
            }
            return true;
        });
        return Answer.ok();
    }

    private Answer deleteAll(Call call) throws IOException {
        var identifiers = new ArrayList<String>();
        for (var identifier : items(call, MOST_DELETES)) {
            if (!identifier.isTextual()) {
                throw Refusal.invalid("\"entities\" must be a list of identifiers");
            }
            identifiers.add(identifier.textValue());
        }
        var deleted = Json.array();
        store.write(transaction -> {
                    var blueprint = Blueprints.named(transaction, call.path("blueprint"))
                            .identifier();
                    var refs = identifiers.stream()
                            .map(identifier -> new Ref(blueprint, identifier))
                            .toList();
                    return new Deletion(transaction, call.author(clock)).delete(refs, call.flag("delete_dependents"));
                })
                .forEach(ref -> deleted.add(ref.identifier()));
        return Answer.ok("deletedEntities", deleted);
    }

    private Answer writeAll(Call call) throws IOException {
        var items = items(call, MOST_UPSERTS);
        var options = Parameters.writing(call);
        var outcomes = store.write(transaction -> {
            var blueprint = Blueprints.named(transaction, call.path("blueprint"));
            return new EntityWriter(transaction, blueprint, options, call.author(clock), derivation).writeAll(items);
        });
        var body = Json.object().put("ok", true);
        var entities = body.putArray("entities");
        var errors = body.putArray("errors");
        for (var i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Written written -> entities.add(shown(written, i));
                case Refused refused -> errors.add(shown(refused, i));
            }
        }
        return new Answer.Document(errors.isEmpty() ? 200 : 207, body);
    }

    private static ObjectNode shown(Written written, int index) {
        var shown = Json.object()
                .put("identifier", written.entity().identifier())
                .put("index", index)
                .put("created", written.created());
        shown.putObject("additionalData");
        return shown;
    }

    private static ObjectNode shown(Refused refused, int index) {
        var refusal = refused.refusal();
        var shown = refusal.body();
        shown.remove("ok");
        return shown.put("identifier", refused.identifier()).put("index", index).put("statusCode", refusal.status());
    }

    private static List<JsonNode> items(Call call, int most) throws IOException {
        var items = new ArrayList<JsonNode>();
        call.body().path("entities").forEach(items::add);
        if (items.isEmpty() || items.size() > most) {
            throw Refusal.invalid("\"entities\" must be a list of 1 to " + most + " items, and has " + items.size());
        }
        return items;
    }
}
