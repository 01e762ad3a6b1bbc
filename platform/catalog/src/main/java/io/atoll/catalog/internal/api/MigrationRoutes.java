package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.Deletion;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/**
 * {@code DELETE …/all-entities} and the migration that stands for it.
 *
 * <p>The entities go in pages, each its own transaction, and before the answer is given if nothing is in the way. What others still lead to
 * goes with the last of them: clients delete several blueprints at once, in any order. Until then the migration is pending, and after 30
 * seconds it has failed.
 */
final class MigrationRoutes implements Routes {

    /** The kind of the documents. */
    static final String KIND = "migration";

    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CatalogStore store;
    private final Clock clock;

    MigrationRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.delete(
                        "/v1/blueprints/{blueprint}/all-entities",
                        Operation.of("Delete all entities of a blueprint")
                                .query(Query.flag("delete_blueprint", "Delete the blueprint too"), Parameters.RUN)
                                .answers("migrationId", Schema.text())
                                .by(this::deleteAll))
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
        var migration = migration(call, blueprint);
        keep(migration, "PENDING");
        settle(call);
        return Answer.ok("migrationId", migration.path("id"));
    }

    /** Goes on with every deletion that is pending, for as long as something comes to its end. */
    private void settle(Call call) {
        var pending =
                new ArrayList<>(store.read(view -> view.documents(KIND, "")).values());
        pending.removeIf(migration -> !migration.path("status").asText().equals("PENDING")
                || !migration.path("deleteEntities").asBoolean());
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
        migration.put("deleteBlueprint", call.flag("delete_blueprint")).put("deleteEntities", true);
        migration.put("successCount", 0).put("failureCount", 0);
        migration.put("createdAt", Json.time(clock.instant())).put("createdBy", call.client());
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
        var identifier = call.path("migration");
        return Answer.ok(
                "migration",
                store.read(view -> view.document(KIND, identifier))
                        .orElseThrow(() -> Refusal.notFound("migration \"" + identifier + "\" does not exist")));
    }
}
