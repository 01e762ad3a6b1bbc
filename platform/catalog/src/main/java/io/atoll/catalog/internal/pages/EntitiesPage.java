package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Candidate;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.search.Derived;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.View;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The entities of one blueprint as a table, a page at a time. */
final class EntitiesPage {

    private final CatalogStore store;
    private final Derivation derivation;
    private final Listing listing;

    EntitiesPage(CatalogStore store, Clock clock, Derivation derivation) {
        this.store = store;
        this.derivation = derivation;
        this.listing = new Listing(store, clock, derivation);
    }

    /** What is to be shown, or why it cannot be. */
    private record Result(Listing.Found found, Optional<Refusal> refusal) {}

    String of(Visit visit) {
        var identifier = visit.path("blueprint");
        var selection = Selection.isSaidBy(visit)
                ? Selection.of(visit)
                : store.read(view -> Selection.of(
                        identifier,
                        SavedViews.named(view, identifier, visit.parameter("view"), visit.person())
                                .document()));
        var columns = store.read(view -> Column.of(Blueprints.named(view, identifier), view));
        var result = result(selection, columns, visit);
        result.refusal().ifPresent(refusal -> visit.response().setStatus(refusal.status()));
        return store.read(view -> new Rendering(view, visit, selection, columns).page(result));
    }

    private Result result(Selection selection, List<Column> columns, Visit visit) {
        try {
            return new Result(
                    listing.find(selection, columns, visit.person(), visit.parameter("after")), Optional.empty());
        } catch (Refusal refusal) {
            var nothing = new Listing.Found(List.of(), Optional.empty(), Listing.Outcome.COMPLETE);
            return new Result(nothing, Optional.of(refusal));
        }
    }

    /** One page under construction. */
    private final class Rendering {

        private final View view;
        private final Visit visit;
        private final Selection selection;
        private final List<Column> columns;
        private final List<Column> shown;
        private final Blueprint blueprint;

        Rendering(View view, Visit visit, Selection selection, List<Column> columns) {
            this.view = view;
            this.visit = visit;
            this.selection = selection;
            this.columns = columns;
            this.blueprint = Blueprints.named(view, selection.blueprint());
            var keys = selection.columns().isEmpty() ? Column.initial(columns) : selection.columns();
            this.shown = columns.stream()
                    .filter(column ->
                            keys.contains(column.key()) || column.key().equals(selection.sort()))
                    .toList();
        }

        String page(Result result) {
            return Frame.page(blueprint.title(), Frame.HOME, html -> {
                html.open("p", "class", "facts").element("code", blueprint.identifier());
                html.text(" · " + view.count(blueprint.identifier()) + " entities");
                description(html);
                html.close("p");
                new TableControls(html, visit, selection, columns, shown)
                        .add(SavedViews.of(view, blueprint.identifier(), visit.person()));
                result.refusal()
                        .ifPresent(refusal -> html.element("p", refusal.message(), "role", "alert", "class", "alert"));
                notice(html, result.found().outcome());
                rows(html, result);
                paging(html, result.found());
            });
        }

        private void description(Html html) {
            var description = blueprint.document().path("description").asText();
            if (!description.isBlank()) {
                html.text(" · " + Values.shortened(description, 300));
            }
            html.text(" · ").link(new Address(Addresses.AUDIT).with("blueprint", blueprint.identifier()), "Changes");
        }

        private void notice(Html html, Listing.Outcome outcome) {
            var most = Listing.STEPS * 500;
            switch (outcome) {
                case COMPLETE -> {}
                case UNFINISHED ->
                    html.element(
                            "p",
                            "The search looked at some " + most
                                    + " entities and is not at the end: the next page goes on with it.",
                            "class",
                            "notice",
                            "role",
                            "status");
                case UNSORTED ->
                    html.element(
                            "p",
                            "There are more than some " + most
                                    + " entities to sort, so the first ones by identifier are shown. Narrow the table with a filter to sort it.",
                            "class",
                            "notice",
                            "role",
                            "status");
            }
        }

        private void rows(Html html, Result result) {
            if (result.refusal().isPresent()) {
                return;
            }
            if (result.found().identifiers().isEmpty()) {
                empty(html, result);
                return;
            }
            html.openTable(blueprint.title()).open("thead").open("tr");
            heading(html, "Entity", "$title", true);
            shown.forEach(column -> heading(html, column.title(), column.key(), column.sortable()));
            html.close("tr").close("thead").open("tbody");
            var derived = derivation.in(view);
            for (var identifier : result.found().identifiers()) {
                view.entity(new Ref(blueprint.identifier(), identifier))
                        .ifPresent(entity -> row(html, entity, derived));
            }
            html.close("tbody").closeTable();
        }

        /** A heading that sorts; once more, and it sorts the other way round. */
        private void heading(Html html, String title, String key, boolean sortable) {
            var current = selection.sort().equals(key);
            if (!sortable) {
                html.element("th", title, "scope", "col");
                return;
            }
            var down = current && !selection.descending();
            if (current) {
                html.open("th", "scope", "col", "aria-sort", selection.descending() ? "descending" : "ascending");
            } else {
                html.open("th", "scope", "col");
            }
            html.link(selection.sorted(key, down).address(), title).close("th");
        }

        private void row(Html html, CatalogEntity entity, Derived derived) {
            var candidate = new Candidate(entity, blueprint, derived);
            var values = new Values(html, view, new Times(visit.now()), Values.Size.CELL);
            html.open("tr").open("td");
            html.link(Addresses.entity(entity.ref()), Values.shortened(EntityPage.title(entity), 120));
            html.close("td");
            for (var column : shown) {
                html.open("td");
                if (column.kind() == Column.Kind.RELATION) {
                    related(html, values, entity, column.key());
                } else {
                    values.show(candidate.value(column.key()), column.definition());
                }
                html.close("td");
            }
            html.close("tr");
        }

        private void related(Html html, Values values, CatalogEntity entity, String key) {
            var target = Optional.ofNullable(blueprint.relations().get(key));
            var targets = entity.targets(key);
            if (targets.isEmpty() || target.isEmpty()) {
                values.none();
                return;
            }
            html.open("ul", "class", "values");
            targets.stream().limit(3).forEach(identifier -> {
                html.open("li");
                values.entity(new Ref(target.get().target(), identifier));
                html.close("li");
            });
            if (targets.size() > 3) {
                html.element("li", "and " + (targets.size() - 3) + " more", "class", "none");
            }
            html.close("ul");
        }

        private void empty(Html html, Result result) {
            html.open("div", "class", "empty");
            if (result.found().next().isPresent()) {
                html.element("p", "Nothing found so far.");
            } else if (selection.narrows() || !visit.parameter("after").isEmpty()) {
                html.element("p", "Nothing matches.");
                html.open("p")
                        .link(Addresses.blueprint(blueprint.identifier()), "Show all")
                        .close("p");
            } else {
                html.element("p", "Nothing here yet.");
                html.element("p", "A resync of an integration that maps to this blueprint fills it.");
                html.open("p").link("/", "Go to the integrations").close("p");
            }
            html.close("div");
        }

        private void paging(Html html, Listing.Found found) {
            html.open("nav", "aria-label", "Paging", "class", "pages");
            if (!visit.parameter("after").isEmpty()) {
                html.link(selection.address(), "First page");
            }
            found.next().ifPresent(next -> html.link(selection.address().with("after", next), "Next page"));
            html.close("nav");
        }
    }
}
