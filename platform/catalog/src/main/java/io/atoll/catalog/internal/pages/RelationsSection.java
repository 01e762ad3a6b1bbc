package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Relation;
import io.atoll.catalog.internal.store.View;
import io.atoll.catalog.internal.store.View.Link;
import java.util.List;

/**
 * The relations of an entity in both directions, a page of each at a time.
 *
 * @param html the page
 * @param view the catalog
 * @param visit the request for the page, which may ask for later pages of relations
 * @param blueprint the blueprint of the entity
 * @param entity the entity
 */
record RelationsSection(Html html, View view, Visit visit, Blueprint blueprint, CatalogEntity entity) {

    private static final int PAGE = 20;
    private static final List<String> COLUMNS = List.of("Entity", "Blueprint", "Relation");

    /** Adds it. */
    void add() {
        html.open("section", "id", "relations", "aria-label", "Relations").element("h2", "Relations");
        if (blueprint.relations().isEmpty()) {
            html.element("p", "This blueprint has no relations.", "class", "none");
        } else {
            html.open("dl");
            blueprint.relations().values().forEach(this::outgoing);
            html.close("dl");
        }
        html.close("section");
        html.open("section", "id", "related-from", "aria-label", "Related from").element("h2", "Related from");
        incoming();
        html.close("section");
    }

    private void outgoing(Relation relation) {
        var targets = entity.targets(relation.key());
        var from = relation.key().equals(visit.parameter("relation")) ? from(targets.size()) : 0;
        var to = Math.min(targets.size(), from + PAGE);
        var definition = blueprint.document().path("relations").path(relation.key());
        html.open("dt").text(Column.title(relation.key(), definition) + " ");
        html.open("span", "class", "none").text("→ ");
        html.link(Addresses.blueprint(relation.target()), relation.target())
                .close("span")
                .close("dt")
                .open("dd");
        if (targets.isEmpty()) {
            values().none();
        } else {
            html.open("ul", "class", "values");
            for (var identifier : targets.subList(from, to)) {
                html.open("li");
                values().entity(new Ref(relation.target(), identifier));
                html.close("li");
            }
            html.close("ul");
            paging(relation, from, to, targets.size());
        }
        html.close("dd");
    }

    private void paging(Relation relation, int from, int to, int all) {
        if (all <= PAGE) {
            return;
        }
        html.open("nav", "class", "pages", "aria-label", "Paging of " + relation.key());
        html.element("span", (from + 1) + " to " + to + " of " + all, "class", "none");
        if (from > 0) {
            html.link(at(relation, Math.max(0, from - PAGE)), "Previous");
        }
        if (to < all) {
            html.link(at(relation, to), "Next");
        }
        html.close("nav");
    }

    private Address at(Relation relation, int from) {
        return here().with("relation", relation.key())
                .with("from", String.valueOf(from))
                .at("relations");
    }

    private int from(int size) {
        try {
            var from = Integer.parseInt(visit.parameter("from"));
            return from < 0 || from >= size ? 0 : from;
        } catch (NumberFormatException e) {
            throw Refusal.invalid("\"from\" must be a whole number");
        }
    }

    private void incoming() {
        var after = Cursor.read(visit.parameter("incoming"), 3)
                .map(parts -> new Link(new Ref(parts.get(0), parts.get(1)), parts.get(2)))
                .orElse(null);
        var links = view.incoming(entity.ref(), after, PAGE + 1);
        if (links.isEmpty()) {
            html.element("p", "Nothing is related to this entity.", "class", "none");
            return;
        }
        html.table("Related from", COLUMNS, rows -> links.stream().limit(PAGE).forEach(this::row));
        if (after == null && links.size() <= PAGE) {
            return;
        }
        html.open("nav", "class", "pages", "aria-label", "Paging of related entities");
        if (after != null) {
            html.link(here().at("related-from"), "First page");
        }
        if (links.size() > PAGE) {
            var last = links.get(PAGE - 1);
            var cursor = Cursor.write(last.source().blueprint(), last.source().identifier(), last.relation());
            html.link(here().with("incoming", cursor).at("related-from"), "Next page");
        }
        html.close("nav");
    }

    private void row(Link link) {
        html.open("tr").open("td");
        values().entity(link.source());
        html.close("td").open("td");
        html.link(
                Addresses.blueprint(link.source().blueprint()),
                view.blueprint(link.source().blueprint()).map(Blueprint::title).orElse(""));
        html.close("td").element("td", link.relation()).close("tr");
    }

    private Address here() {
        return new Address(Addresses.entity(entity.ref()));
    }

    private Values values() {
        return new Values(html, view, new Times(visit.now()), Values.Size.WHOLE);
    }
}
