package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.Presentation;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derived;
import io.atoll.catalog.internal.store.View;
import java.io.UncheckedIOException;
import java.util.List;

/** One entity: its properties, relations in both directions, where it comes from, and its JSON. */
final class EntityPage {

    private static final int MOST_LINKS = 200;
    private static final int LONGEST = 10_000;

    private final Derived derived;
    private final View view;
    private final Blueprint blueprint;
    private final CatalogEntity entity;

    private EntityPage(Derived derived, Blueprint blueprint, CatalogEntity entity) {
        this.derived = derived;
        this.view = derived.view();
        this.blueprint = blueprint;
        this.entity = entity;
    }

    static String of(Derived derived, Ref ref) {
        var view = derived.view();
        var blueprint = Blueprints.named(view, ref.blueprint());
        var entity = view.entity(ref).orElseThrow(() -> Refusal.notFound("entity \"" + ref + "\" does not exist"));
        return new EntityPage(derived, blueprint, entity).render();
    }

    /** What to call an entity. */
    static String title(CatalogEntity entity) {
        var title = entity.title();
        return title == null || title.isBlank() ? entity.identifier() : title;
    }

    private String render() {
        return Frame.page(title(entity), html -> {
            html.open("p").link(Addresses.blueprint(blueprint.identifier()), blueprint.title());
            html.text(" · ").element("code", entity.identifier()).close("p");
            properties(html);
            relations(html);
            incoming(html);
            origin(html);
            HistorySection.add(html, view, entity.ref());
            json(html);
        });
    }

    private void properties(Html html) {
        html.element("h2", "Properties").open("dl");
        var shown = Presentation.FULL.of(entity, blueprint, derived);
        Json.object(shown, "properties").properties().forEach(property -> {
            var definition = blueprint.properties().path(property.getKey());
            var title = Json.text(definition, "title");
            html.element("dt", title == null ? property.getKey() : title).open("dd");
            Cells.value(html, property.getValue(), definition.path("format").asText(), LONGEST);
            html.close("dd");
        });
        html.close("dl");
    }

    private void relations(Html html) {
        html.element("h2", "Relations");
        if (blueprint.relations().isEmpty()) {
            html.element("p", "This blueprint has no relations.", "class", "none");
            return;
        }
        html.open("dl");
        for (var relation : blueprint.relations().values()) {
            html.element("dt", relation.key()).open("dd");
            links(html, relation.target(), entity.targets(relation.key()));
            html.close("dd");
        }
        html.close("dl");
    }

    private void links(Html html, String target, List<String> identifiers) {
        if (identifiers.isEmpty()) {
            html.element("span", "–", "class", "none");
        }
        html.open("ul");
        identifiers.stream().limit(MOST_LINKS).forEach(identifier -> {
            var ref = new Ref(target, identifier);
            var title = view.entity(ref).map(EntityPage::title).orElse(identifier);
            html.open("li").link(Addresses.entity(ref), title).close("li");
        });
        html.close("ul");
        if (identifiers.size() > MOST_LINKS) {
            html.element("p", "and " + (identifiers.size() - MOST_LINKS) + " more");
        }
    }

    private void incoming(Html html) {
        var links = view.incoming(entity.ref(), MOST_LINKS);
        html.element("h2", "Related from");
        if (links.isEmpty()) {
            html.element("p", "Nothing is related to this entity.", "class", "none");
            return;
        }
        html.open("ul");
        for (var link : links) {
            var title = view.entity(link.source())
                    .map(EntityPage::title)
                    .orElse(link.source().identifier());
            html.open("li").link(Addresses.entity(link.source()), title);
            html.text(" (" + link.source().blueprint() + "." + link.relation() + ")")
                    .close("li");
        }
        html.close("ul");
        if (links.size() == MOST_LINKS) {
            html.element("p", "The first " + MOST_LINKS + " are shown.");
        }
    }

    private void origin(Html html) {
        html.element("h2", "Origin").open("dl");
        html.element("dt", "Data source")
                .open("dd")
                .element("code", entity.datasource())
                .close("dd");
        html.element("dt", "Created").open("dd");
        Cells.time(html, entity.stamp().createdAt());
        html.close("dd").element("dt", "Updated").open("dd");
        Cells.time(html, entity.stamp().updatedAt());
        html.close("dd").element("dt", "Team");
        html.element("dd", entity.team().isEmpty() ? "–" : String.join(", ", entity.team()));
        html.close("dl");
    }

    private void json(Html html) {
        html.open("details").element("summary", "JSON");
        html.element("pre", pretty(Presentation.FULL.of(entity, blueprint, derived)))
                .close("details");
    }

    private static String pretty(JsonNode node) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
