package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.EntityWriter;
import io.atoll.catalog.internal.entity.Outcome;
import io.atoll.catalog.internal.entity.Outcome.Refused;
import io.atoll.catalog.internal.entity.Outcome.Written;
import io.atoll.catalog.internal.entity.WriteOptions;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Transaction;
import io.atoll.catalog.internal.webhook.Mapping;
import io.atoll.catalog.internal.webhook.WebhookCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/migrations}: writes the entities of a blueprint, mapped by jq, to other blueprints; and the cancelling of migrations.
 *
 * <p>The entities are written in pages, each its own transaction, before the answer is given; so such a migration is always at its end.
 */
final class MappingRoutes implements Routes {

    private static final int PAGE = 500;
    private static final WriteOptions UPSERT = new WriteOptions(true, true, false, false);

    private final CatalogStore store;
    private final Clock clock;
    private final Expressions expressions;
    private final Derivation derivation;

    MappingRoutes(CatalogStore store, Clock clock, Expressions expressions, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.expressions = expressions;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var migration = Schema.named("Migration");
        router.post(
                        "/v1/migrations",
                        Operation.of("Write the entities of a blueprint, mapped, to another one; they stay")
                                .takes(Schema.named("MigrationBody"))
                                .answers("migration", migration)
                                .by(this::migrate))
                .post(
                        "/v1/migrations/{migration}/cancel",
                        Operation.of("Cancel a migration that has not come to its end")
                                .mayTake(Schema.object())
                                .answers("migration", migration)
                                .by(this::cancel));
    }

    private Answer migrate(Call call) throws IOException {
        var body = call.body();
        var source = Json.text(body, "sourceBlueprint");
        if (source == null || !body.path("mapping").isObject()) {
            throw Refusal.invalid("the body must have required properties 'sourceBlueprint' and 'mapping'");
        }
        new WebhookCheck(expressions).mapping("mapping", body.path("mapping"));
        store.read(view -> Blueprints.named(view, source));
        var now = Json.time(clock.instant());
        var migration = Json.object().put("id", Names.random("m_", 16)).put("actor", call.client());
        migration.put("sourceBlueprint", source).set("mapping", body.path("mapping"));
        migration.put("deleteBlueprint", false).put("deleteEntities", false);
        migration.put("successCount", 0).put("failureCount", 0);
        migration.put("createdAt", now).put("createdBy", call.client());
        writeAll(call, source, new Mapping(body.path("mapping"), expressions), migration);
        migration.put("status", migration.has("message") ? "FAILURE" : "COMPLETED");
        keep(migration, call);
        return Answer.ok("migration", migration);
    }

    private void writeAll(Call call, String source, Mapping mapping, ObjectNode migration) {
        var outcomes = new ArrayList<Outcome>();
        String last = null;
        try {
            do {
                var after = last;
                last = store.write(transaction -> writePage(transaction, call, source, after, mapping, outcomes));
                outcomes.forEach(outcome -> count(outcome, migration));
                outcomes.clear();
            } while (last != null);
        } catch (Refusal e) {
            count(new Refused(source, e), migration);
        }
    }

    /** Maps and writes some entities; the identifier of the last one, or null if there are no more. */
    private @Nullable String writePage(
            Transaction transaction,
            Call call,
            String source,
            @Nullable String after,
            Mapping mapping,
            List<Outcome> outcomes) {
        var page = transaction.entities(source, after, PAGE);
        for (var entity : page) {
            var input = entity.document();
            List<JsonNode> mapped = List.copyOf(mapping.entities(input));
            if (!mapped.isEmpty()) {
                var target = Blueprints.named(transaction, mapping.blueprint(input));
                if (target.identifier().equals(source)) {
                    throw Refusal.invalid(
                            "\"mapping.blueprint\" must not be the source: it would never come to an end");
                }
                outcomes.addAll(
                        new EntityWriter(transaction, target, UPSERT, call.author(clock), derivation).writeAll(mapped));
            }
        }
        return page.isEmpty() ? null : page.getLast().identifier();
    }

    private static void count(Outcome outcome, ObjectNode migration) {
        switch (outcome) {
            case Written written ->
                migration.put("successCount", migration.path("successCount").asInt() + 1);
            case Refused refused ->
                migration
                        .put("failureCount", migration.path("failureCount").asInt() + 1)
                        .put("message", refused.refusal().message());
        }
    }

    private Answer cancel(Call call) {
        var identifier = call.path("migration");
        var migration = store.read(view -> view.document(MigrationRoutes.KIND, identifier))
                .orElseThrow(() -> Refusal.notFound("migration \"" + identifier + "\" does not exist"));
        var status = migration.path("status").asText();
        if (!status.equals("PENDING")) {
            throw Refusal.of(
                    422, "migration_ended", "migration \"" + identifier + "\" has ended already, with " + status);
        }
        keep(migration.put("status", "CANCELLED"), call);
        return Answer.ok("migration", migration);
    }

    private void keep(ObjectNode migration, Call call) {
        migration.put("updatedAt", Json.time(clock.instant())).put("updatedBy", call.client());
        store.write(transaction -> {
            transaction.putDocument(MigrationRoutes.KIND, migration.path("id").asText(), migration);
            return true;
        });
    }
}
