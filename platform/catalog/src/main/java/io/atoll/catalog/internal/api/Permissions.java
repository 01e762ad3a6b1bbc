package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.View;
import java.io.IOException;
import java.util.List;

/**
 * The permissions of one kind of thing: kept and given back. Nothing is forbidden by them, for whoever has a token may do everything here.
 *
 * @param store the store
 * @param kind what has permissions: {@code blueprint}, or a kind of document
 * @param blocks the paths of the blocks that are there from the start
 */
record Permissions(CatalogStore store, String kind, List<List<String>> blocks) {

    static final List<List<String>> ACTION = List.of(List.of("execute"), List.of("approve"));
    static final List<List<String>> PAGE = List.of(List.of("read"));
    static final List<List<String>> BLUEPRINT = List.of(
            List.of("entities", "register"),
            List.of("entities", "unregister"),
            List.of("entities", "update"),
            List.of("entities", "updateProperties"),
            List.of("entities", "updateRelations"));

    void addTo(Router.Builder<Endpoint> router, String path) {
        var permissions = Schema.object();
        router.get(
                        path,
                        Operation.of("Show the permissions, which are kept and not enforced")
                                .answers("permissions", permissions)
                                .by(this::show))
                .patch(
                        path,
                        Operation.of("Change the permissions")
                                .takes(Schema.object())
                                .answers("permissions", permissions)
                                .by(this::change));
    }

    private Answer show(Call call) {
        return Answer.ok("permissions", store.read(view -> current(view, call.path("identifier"))));
    }

    private Answer change(Call call) throws IOException {
        var body = call.body();
        var changed = store.write(transaction -> {
            var identifier = call.path("identifier");
            var permissions = merged(current(transaction, identifier), body);
            transaction.putDocument(kind + "-permissions", identifier, permissions);
            return permissions;
        });
        return Answer.ok("permissions", changed);
    }

    private ObjectNode current(View view, String identifier) {
        if (kind.equals("blueprint")) {
            Blueprints.named(view, identifier);
        } else {
            new Shelf(kind).named(view, "", identifier);
        }
        return view.document(kind + "-permissions", identifier).orElseGet(this::initial);
    }

    private ObjectNode initial() {
        var permissions = Json.object();
        for (var path : blocks) {
            var block = permissions;
            for (var key : path) {
                block = block.withObjectProperty(key);
            }
            if (!path.contains("updateProperties") && !path.contains("updateRelations")) {
                block.putArray("users");
                block.putArray("roles").add("Admin");
                block.putArray("teams");
            }
        }
        return permissions;
    }

    private static ObjectNode merged(ObjectNode into, JsonNode from) {
        from.properties().forEach(field -> {
            if (field.getValue().isObject() && into.get(field.getKey()) instanceof ObjectNode inner) {
                merged(inner, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
        return into;
    }
}
