package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.blueprint.SystemBlueprints;
import io.atoll.catalog.internal.entity.Presentation;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derived;
import io.atoll.catalog.internal.store.View;
import java.util.List;
import java.util.Map;

/** One entity: its properties, scorecards, relations in both directions, where it comes from, its history, and its JSON. */
final class EntityPage {

    private final Derived derived;
    private final View view;
    private final Visit visit;
    private final Blueprint blueprint;
    private final CatalogEntity entity;
    private final Times times;

    private EntityPage(Derived derived, Visit visit, Blueprint blueprint, CatalogEntity entity) {
        this.derived = derived;
        this.view = derived.view();
        this.visit = visit;
        this.blueprint = blueprint;
        this.entity = entity;
        this.times = new Times(visit.now());
    }

    static String of(Derived derived, Visit visit) {
        var ref = new Ref(visit.path("blueprint"), visit.path("entity"));
        var view = derived.view();
        var blueprint = Blueprints.named(view, ref.blueprint());
        var entity = view.entity(ref).orElseThrow(() -> Refusal.notFound("entity \"" + ref + "\" does not exist"));
        return new EntityPage(derived, visit, blueprint, entity).render();
    }

    /** What to call an entity. */
    static String title(CatalogEntity entity) {
        var title = entity.title();
        return title == null || title.isBlank() ? entity.identifier() : title;
    }

    private String render() {
        var trail =
                List.of(Frame.HOME.get(0), Map.entry(Addresses.blueprint(blueprint.identifier()), blueprint.title()));
        return Frame.page(Values.shortened(title(entity), 300), trail, html -> {
            facts(html);
            html.open("div", "class", "parts").open("div");
            properties(html);
            new RelationsSection(html, view, visit, blueprint, entity).add();
            html.close("div").open("div");
            ScorecardSection.add(html, derived, blueprint, entity);
            origin(html);
            html.close("div").close("div");
            HistorySection.add(html, view, entity.ref(), times);
            json(html);
        });
    }

    private void facts(Html html) {
        html.open("p", "class", "facts").element("code", entity.identifier());
        for (var team : entity.team()) {
            html.text(" · ");
            var ref = new Ref(SystemBlueprints.TEAM, team);
            if (view.entity(ref).isPresent()) {
                values(html).entity(ref);
            } else {
                html.text(team);
            }
        }
        html.text(" · updated ");
        times.brief(html, entity.stamp().updatedAt());
        html.close("p");
    }

    private void properties(Html html) {
        html.open("section", "aria-label", "Properties").element("h2", "Properties");
        var columns = Column.properties(Column.of(blueprint, view));
        var shown = Json.object(Presentation.FULL.of(entity, blueprint, derived), "properties");
        if (shown.isEmpty()) {
            html.element("p", "Nobody has set any.", "class", "none").close("section");
            return;
        }
        var values = values(html);
        html.open("dl");
        shown.properties().forEach(property -> {
            var column = columns.get(property.getKey());
            html.open("dt").text(column == null ? property.getKey() : column.title());
            if (column != null && !column.computed().isEmpty()) {
                html.text(" ").element("span", column.computed(), "class", "badge", "title", "computed, not stored");
            }
            html.close("dt").open("dd");
            values.show(property.getValue(), column == null ? MissingNode.getInstance() : column.definition());
            html.close("dd");
        });
        html.close("dl").close("section");
    }

    private void origin(Html html) {
        html.open("section", "aria-label", "Origin").element("h2", "Origin").open("p");
        var writer = Writer.of(entity.datasource());
        if (writer.isPresent()) {
            html.text("Owned by the installation ")
                    .element("strong", writer.get().instance());
            html.text(" of the integration ").element("strong", writer.get().type());
            html.text(" (version " + writer.get().version() + "), which wrote it last. ");
            html.text("Its next complete resync changes this entity, or deletes it if it is gone from there.");
        } else {
            html.text(
                    "Owned by no installation of an integration: another client wrote it last, so no resync deletes it.");
        }
        html.close("p").open("dl");
        html.element("dt", "Data source").open("dd").element("code", entity.datasource());
        var same = new Address(Addresses.blueprint(blueprint.identifier()))
                .with("p", "$datasource")
                .with("o", "=")
                .with("v", entity.datasource());
        if (!entity.datasource().isEmpty()) {
            html.open("p").link(same, "Others of this owner").close("p");
        }
        html.close("dd").element("dt", "Created").open("dd");
        values(html).time(entity.stamp().createdAt());
        html.close("dd").element("dt", "Updated").open("dd");
        values(html).time(entity.stamp().updatedAt());
        html.close("dd").close("dl").close("section");
    }

    private void json(Html html) {
        html.open("section", "aria-label", "JSON").open("details").element("summary", "JSON, as the API shows it");
        html.element("pre", Values.pretty(Presentation.FULL.of(entity, blueprint, derived)), "tabindex", "0");
        html.close("details").close("section");
    }

    private Values values(Html html) {
        return new Values(html, view, times, Values.Size.WHOLE);
    }
}
