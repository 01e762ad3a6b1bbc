package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.blueprint.SystemBlueprints;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.store.View;
import java.util.Map;

/** All blueprints, and how many entities each has. */
final class BlueprintsPage {

    private BlueprintsPage() {}

    static String of(View view) {
        var counts = view.counts();
        var blueprints = view.blueprints().stream()
                .filter(blueprint ->
                        !SystemBlueprints.isOne(blueprint.identifier()) || counts.containsKey(blueprint.identifier()))
                .toList();
        return Frame.page("Blueprints", html -> {
            if (blueprints.isEmpty()) {
                html.open("p", "class", "empty").text("Nothing here yet: run ");
                html.element("code", "./atoll demo");
                html.text(", or add an integration and let it resync.").close("p");
            } else {
                html.open("table").open("thead").open("tr");
                html.element("th", "Blueprint", "scope", "col");
                html.element("th", "Identifier", "scope", "col");
                html.element("th", "Relations", "scope", "col");
                html.element("th", "Entities", "scope", "col", "class", "number");
                html.close("tr").close("thead").open("tbody");
                blueprints.forEach(blueprint -> row(html, blueprint, counts));
                html.close("tbody").close("table");
            }
        });
    }

    private static void row(Html html, Blueprint blueprint, Map<String, Long> counts) {
        html.open("tr").open("td");
        html.link(Addresses.blueprint(blueprint.identifier()), blueprint.title())
                .close("td");
        html.open("td").element("code", blueprint.identifier()).close("td");
        html.open("td");
        var separator = "";
        for (var relation : blueprint.relations().values()) {
            html.text(separator + relation.key() + " → ")
                    .link(Addresses.blueprint(relation.target()), relation.target());
            separator = ", ";
        }
        html.close("td");
        html.element("td", String.valueOf(counts.getOrDefault(blueprint.identifier(), 0L)), "class", "number");
        html.close("tr");
    }
}
