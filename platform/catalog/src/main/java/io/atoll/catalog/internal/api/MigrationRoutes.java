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
import org.jspecify.annotations.Nullable;

/**
 * {@code DELETE …/all-entities} and the migration that stands for it.
 *
 * <p>The entities go in pages, each its own transaction, before the answer is given; so the migration is always at its end.
 */
final class MigrationRoutes implements Routes {

    private static final String KIND = "migration";
    private static final int PAGE = 500;

    private final CatalogStore store;
    private final Clock clock;

    MigrationRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Handler> router) {
        router.delete("/v1/blueprints/{blueprint}/all-entities", this::deleteAll)
                .get("/v1/migrations", this::list)
                .get("/v1/migrations/{migration}", this::show);
    }

    private Answer deleteAll(Call call) {
        var blueprint = call.path("blueprint");
        store.read(view -> Blueprints.named(view, blueprint));
        var migration = migration(call, blueprint);
        var deleted = 0;
        String failure = null;
        try {
            for (var page = deletePage(call, blueprint); page > 0; page = deletePage(call, blueprint)) {
                deleted += page;
            }
            if (call.flag("delete_blueprint")) {
                store.write(transaction -> {
                    new Blueprints(transaction, call.author(clock)).delete(blueprint);
                    return true;
                });
            }
        } catch (Refusal e) {
            failure = e.message();
        }
        var identifier = finish(migration, deleted, failure);
        return Answer.ok("migrationId", Json.MAPPER.getNodeFactory().textNode(identifier));
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
        migration.put("createdAt", Json.time(clock.instant())).put("createdBy", call.client());
        return migration;
    }

    private String finish(ObjectNode migration, int deleted, @Nullable String failure) {
        migration.put("status", failure == null ? "COMPLETED" : "FAILURE");
        migration.put("successCount", deleted).put("failureCount", failure == null ? 0 : 1);
        if (failure != null) {
            migration.put("message", failure);
        }
        migration.put("updatedAt", Json.time(clock.instant()));
        migration.put("updatedBy", migration.path("createdBy").asText());
        var identifier = migration.path("id").asText();
        store.write(transaction -> {
            transaction.putDocument(KIND, identifier, migration);
            return true;
        });
        return identifier;
    }

    private Answer list(Call call) {
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
        var identifier = call.path("migration");
        return Answer.ok(
                "migration",
                store.read(view -> view.document(KIND, identifier))
                        .orElseThrow(() -> Refusal.notFound("migration \"" + identifier + "\" does not exist")));
    }
}
