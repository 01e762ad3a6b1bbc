package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.Deletion;
import io.atoll.catalog.internal.entity.EntityWriter;
import io.atoll.catalog.internal.entity.Outcome;
import io.atoll.catalog.internal.entity.Outcome.Refused;
import io.atoll.catalog.internal.entity.Outcome.Written;
import io.atoll.catalog.internal.entity.WriteOptions;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.CatalogEntity;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code DELETE …/all-entities} and {@code /v1/migrations}: work on all entities of a blueprint.
 *
 * <p>The entities go in pages, each its own transaction, and before the answer is given if nothing is in the way. What others still lead to
 * goes with the last of them: clients delete several blueprints at once, in any order. Until then the migration is pending, and after 30
 * seconds it has failed.
 */
final class MigrationRoutes implements Routes {

    private static final String KIND = "migration";
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final WriteOptions UPSERT = new WriteOptions(true, true, false, false);

    private final CatalogStore store;
    private final Clock clock;
    private final Expressions expressions;
    private final Derivation derivation;

    MigrationRoutes(CatalogStore store, Clock clock, Expressions expressions, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.expressions = expressions;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.delete(
                        "/v1/blueprints/{blueprint}/all-entities",
                        Operation.of("Delete all entities of a blueprint")
                                .query(Query.flag("delete_blueprint", "Delete the blueprint too"), Parameters.RUN)
                                .answers("migrationId", Schema.text())
                                .by(this::deleteAll))
                .post(
                        "/v1/migrations",
                        Operation.of(
                                        "Write the entities of a blueprint, mapped, to another one; they stay where they were")
                                .takes(Schema.named("MigrationBody"))
                                .answers("migration", Schema.named("Migration"))
                                .by(this::migrate))
                .post(
                        "/v1/migrations/{migration}/cancel",
                        Operation.of("Cancel a migration; always too late, so this is always refused")
                                .mayTake(Schema.object())
                                .answers("migration", Schema.named("Migration"))
                                .by(this::cancel))
                .get(
                        "/v1/migrations",
                        Operation.of("List the migrations")
                                .query(Query.text("blueprint", "Only those of this blueprint"))
                                .answers("migrations", Schema.list("Migration"))
                                .by(this::list))
                .get(
                        "/v1/migrations/{migration}",
                        Operation.of("Show a migration")
                                .answers("migration", Schema.named("Migration"))
                                .by(this::show));
    }

    private Answer deleteAll(Call call) {
        var blueprint = call.path("blueprint");
        store.read(view -> Blueprints.named(view, blueprint));
        var migration = migration(call, blueprint).put("deleteEntities", true);
        keep(migration, "PENDING");
        settle(call);
        return Answer.ok("migrationId", migration.path("id"));
    }

    /** Goes on with everything that is pending, for as long as something comes to its end. */
    private void settle(Call call) {
        var pending =
                new ArrayList<>(store.read(view -> view.documents(KIND, "")).values());
        pending.removeIf(migration -> !migration.path("status").asText().equals("PENDING"));
        while (pending.removeIf(migration -> ends(call, migration))) {
            // what is left may have waited for it
        }
    }

    /** Deletes what a migration is to delete; false if it has to wait. */
    private boolean ends(Call call, ObjectNode migration) {
        var blueprint = migration.path("sourceBlueprint").asText();
        try {
            for (var page = deletePage(call, blueprint); page > 0; page = deletePage(call, blueprint)) {
                migration.put("successCount", migration.path("successCount").asInt() + page);
            }
            if (migration.path("deleteBlueprint").asBoolean()) {
                store.write(transaction -> {
                    new Blueprints(transaction, call.author(clock)).delete(blueprint);
                    return true;
                });
            }
            migration.put("failureCount", 0).remove("message");
            keep(migration, "COMPLETED");
            return true;
        } catch (Refusal e) {
            var begun = Instant.parse(migration.path("createdAt").asText());
            var waits = e.code().equals("has_dependents") && clock.instant().isBefore(begun.plus(PATIENCE));
            migration.put("failureCount", 1).put("message", e.message());
            keep(migration, waits ? "PENDING" : "FAILURE");
            return !waits;
        }
    }

    private Answer migrate(Call call) throws IOException {
        var body = call.body();
        var source = Json.text(body, "sourceBlueprint");
        if (source == null || !body.path("mapping").isObject()) {
            throw Refusal.invalid("the body must have required properties 'sourceBlueprint' and 'mapping'");
        }
        new WebhookCheck(expressions).mapping("mapping", body.path("mapping"));
        store.read(view -> Blueprints.named(view, source));
        var migration = migration(call, source).put("deleteEntities", false);
        migration.set("mapping", body.path("mapping"));
        var mapping = new Mapping(body.path("mapping"), expressions);
        var outcomes = new ArrayList<Outcome>();
        var written = 0;
        var failed = 0;
        String failure = null;
        String after = null;
        try {
            do {
                var from = after;
                outcomes.clear();
                after = store.write(transaction -> migratePage(transaction, call, source, from, mapping, outcomes));
                for (var outcome : outcomes) {
                    switch (outcome) {
                        case Written done -> written++;
                        case Refused refused -> {
                            failed++;
                            failure = refused.refusal().message();
                        }
                    }
                }
            } while (after != null);
        } catch (Refusal e) {
            failed++;
            failure = e.message();
        }
        migration.put("successCount", written).put("failureCount", failed);
        if (failure != null) {
            migration.put("message", failure);
        }
        keep(migration, failure == null ? "COMPLETED" : "FAILURE");
        return Answer.ok("migration", migration);
    }

    /** Maps and writes some entities; the identifier of the last one, or null if there are no more. */
    private @Nullable String migratePage(
            Transaction transaction,
            Call call,
            String source,
            @Nullable String from,
            Mapping mapping,
            List<Outcome> outcomes) {
        var page = transaction.entities(source, from, PAGE);
        for (var entity : page) {
            var input = entity.document();
            var drafts = mapping.entities(input);
            if (!drafts.isEmpty()) {
                var target = Blueprints.named(transaction, mapping.blueprint(input));
                outcomes.addAll(new EntityWriter(transaction, target, UPSERT, call.author(clock), derivation)
                        .writeAll(List.copyOf(drafts)));
            }
        }
        return page.isEmpty() ? null : page.getLast().identifier();
    }

    private Answer cancel(Call call) {
        var migration = named(call.path("migration"));
        throw Refusal.of(
                422,
                "migration_ended",
                "migration \"" + migration.path("id").asText() + "\" has ended already, with "
                        + migration.path("status").asText());
    }

    /** Deletes some entities and says how many. */
    private int deletePage(Call call, String blueprint) {
        return store.write(transaction -> {
            var refs = transaction.entities(blueprint, null, PAGE).stream()
                    .map(CatalogEntity::ref)
                    .toList();
            return new Deletion(transaction, call.author(clock))
                    .delete(refs, false)
                    .size();
        });
    }

    private ObjectNode migration(Call call, String blueprint) {
        var migration = Json.object().put("id", Names.random("m_", 16)).put("actor", call.client());
        migration.put("sourceBlueprint", blueprint).putObject("mapping");
        migration.put("deleteBlueprint", call.flag("delete_blueprint"));
        migration.put("successCount", 0).put("failureCount", 0);
        migration.put("createdAt", Json.time(clock.instant())).put("createdBy", call.client());
        migration.put("updatedBy", call.client());
        return migration;
    }

    private void keep(ObjectNode migration, String status) {
        migration.put("status", status).put("updatedAt", Json.time(clock.instant()));
        migration.put("updatedBy", migration.path("createdBy").asText());
        store.write(transaction -> {
            transaction.putDocument(KIND, migration.path("id").asText(), migration);
            return true;
        });
    }

    private Answer list(Call call) {
        settle(call);
        var list = Json.array();
        var blueprint = call.query("blueprint");
        store.read(view -> view.documents(KIND, "")).values().stream()
                .filter(migration -> blueprint.isEmpty()
                        || blueprint
                                .get()
                                .equals(migration.path("sourceBlueprint").asText()))
                .forEach(list::add);
        return Answer.ok("migrations", list);
    }

    private Answer show(Call call) {
        settle(call);
        return Answer.ok("migration", named(call.path("migration")));
    }

    private ObjectNode named(String identifier) {
        return store.read(view -> view.document(KIND, identifier))
                .orElseThrow(() -> Refusal.notFound("migration \"" + identifier + "\" does not exist"));
    }
}
