package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.blueprint.SystemBlueprints;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.store.View;
import java.util.List;
import java.util.Map;

/** All blueprints: how they are related, and how many entities each has. */
final class BlueprintsPage {

    private BlueprintsPage() {}

    static String of(View view) {
        var counts = view.counts();
        var blueprints = view.blueprints().stream()
                .filter(blueprint ->
                        !SystemBlueprints.isOne(blueprint.identifier()) || counts.containsKey(blueprint.identifier()))
                .toList();
        return Frame.page("Blueprints", List.of(), html -> {
            if (blueprints.isEmpty()) {
                empty(html);
                return;
            }
            var entities = blueprints.stream()
                    .mapToLong(blueprint -> counts.getOrDefault(blueprint.identifier(), 0L))
                    .sum();
            html.element("p", blueprints.size() + " blueprints · " + entities + " entities", "class", "facts");
            html.open("div", "class", "canvas", "role", "region", "tabindex", "0", "aria-label", "Graph of blueprints");
            new BlueprintGraph(html, blueprints, counts).draw();
            html.close("div").element("h2", "All blueprints");
            html.openTable("All blueprints").open("thead").open("tr");
            html.element("th", "Blueprint", "scope", "col").element("th", "Identifier", "scope", "col");
            html.element("th", "Relations", "scope", "col");
            html.element("th", "Properties", "scope", "col", "class", "number");
            html.element("th", "Entities", "scope", "col", "class", "number");
            html.close("tr").close("thead").open("tbody");
            blueprints.forEach(blueprint -> row(html, blueprint, counts));
            html.close("tbody").closeTable();
        });
    }

    private static void empty(Html html) {
        html.open("div", "class", "empty").element("p", "Nothing here yet.");
        html.open("p").text("Run ").element("code", "./atoll demo");
        html.text(", or add an integration and let it resync.").close("p");
        html.open("p").link("/", "Go to the integrations").close("p").close("div");
    }

    private static void row(Html html, Blueprint blueprint, Map<String, Long> counts) {
        html.open("tr").open("td");
        html.link(Addresses.blueprint(blueprint.identifier()), blueprint.title())
                .close("td");
        html.open("td").element("code", blueprint.identifier()).close("td");
        html.open("td");
        if (blueprint.relations().isEmpty()) {
            html.element("span", "–", "class", "none");
        } else {
            html.open("ul", "class", "values");
            for (var relation : blueprint.relations().values()) {
                html.open("li").text(relation.key() + (relation.many() ? " (many) → " : " → "));
                html.link(Addresses.blueprint(relation.target()), relation.target())
                        .close("li");
            }
            html.close("ul");
        }
        html.close("td");
        html.element("td", String.valueOf(blueprint.properties().size()), "class", "number");
        html.element("td", String.valueOf(counts.getOrDefault(blueprint.identifier(), 0L)), "class", "number");
        html.close("tr");
    }
}
