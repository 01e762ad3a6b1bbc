package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.entity.Presentation;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Owned;
import io.atoll.catalog.internal.store.Ownership;
import io.atoll.catalog.internal.store.View;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/blueprints/entities/datasource-entities}: what an installation owns, the base of every reconciliation. */
final class OwnershipRoutes implements Routes {

    private static final int PAGE = 500;

    private final CatalogStore store;
    private final Derivation derivation;

    OwnershipRoutes(CatalogStore store, Derivation derivation) {
        this.store = store;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.post(
                "/v1/blueprints/entities/datasource-entities",
                Operation.of("List the entities that an installation wrote last")
                        .query(Parameters.ofPresentation())
                        .takes(Schema.named("Ownership"))
                        .answers(
                                200,
                                "The entities",
                                Schema.with(
                                        Schema.answer("entities", Schema.list("PartOfEntity")),
                                        "next",
                                        Schema.orNull(Schema.text())))
                        .by(this::list));
    }

    private Answer list(Call call) throws IOException {
        var body = call.body();
        var ownership = new Ownership(text(body, "datasource_prefix"), text(body, "datasource_suffix"), before(body));
        var limit = limit(body);
        var from = from(body);
        var presentation = Parameters.presentation(call);
        return new Answer.Streamed(json -> {
            json.writeArrayFieldStart("entities");
            var next = write(json, ownership, from, limit, presentation);
            json.writeEndArray();
            json.writeStringField("next", next);
        });
    }

    /** Writes up to a limit; the cursor of the last one if more follow, else null. */
    private @Nullable String write(
            JsonGenerator json, Ownership ownership, @Nullable Owned from, long limit, Presentation presentation)
            throws IOException {
        var last = from;
        var left = limit;
        while (left > 0) {
            var after = last;
            var wanted = (int) Math.min(PAGE, left);
            var page = store.read(view -> page(view, view.owned(ownership, after, wanted), presentation));
            if (page.isEmpty()) {
                return null;
            }
            for (var each : page) {
                if (each.entity() != null) {
                    json.writeTree(each.entity());
                }
                last = each.owned();
            }
            left -= page.size();
        }
        var end = last;
        if (end == null || store.read(view -> view.owned(ownership, end, 1)).isEmpty()) {
            return null;
        }
        return Cursor.write(end.datasource(), end.ref().blueprint(), end.ref().identifier());
    }

    private List<Shown> page(View view, List<CatalogEntity> owned, Presentation presentation) {
        var derived = derivation.in(view);
        var blueprints = new HashMap<String, Optional<Blueprint>>();
        var page = new ArrayList<Shown>();
        for (var entity : owned) {
            var blueprint = blueprints.computeIfAbsent(entity.ref().blueprint(), view::blueprint);
            var shown = blueprint
                    .map(found -> presentation.of(entity, found, derived))
                    .orElse(null);
            page.add(new Shown(Owned.of(entity), shown));
        }
        return page;
    }

    private static @Nullable Owned from(ObjectNode body) {
        if (!body.hasNonNull("from")) {
            return null;
        }
        var key = Cursor.read(body.path("from").asText(), 3);
        return new Owned(key.get(0), new Ref(key.get(1), key.get(2)));
    }

    private static @Nullable Instant before(ObjectNode body) {
        if (!body.hasNonNull("before")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(body.path("before").asText()).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.invalid("\"before\" must be a time with an offset, such as 2026-01-02T03:04:05.123456+00:00");
        }
    }

    private static long limit(ObjectNode body) {
        if (!body.hasNonNull("limit")) {
            return Long.MAX_VALUE;
        }
        var limit = body.path("limit");
        if (!limit.isIntegralNumber() || limit.longValue() < 1) {
            throw Refusal.invalid("\"limit\" must be a positive whole number");
        }
        return limit.longValue();
    }

    private static String text(ObjectNode body, String key) {
        var text = Json.text(body, key);
        if (text == null) {
            throw Refusal.invalid("the body must have required property '" + key + "', a text");
        }
        return text;
    }

    private record Shown(Owned owned, @Nullable ObjectNode entity) {}
}
