package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.compute.Scorecard;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.search.Derived;

/** The scorecards that count for an entity: the level of each, and which rules it passes. */
final class ScorecardSection {

    private final Html html;
    private final ObjectNode definition;

    private ScorecardSection(Html html, ObjectNode definition) {
        this.html = html;
        this.definition = definition;
    }

    /** Adds it, if there are scorecards. */
    static void add(Html html, Derived derived, Blueprint blueprint, CatalogEntity entity) {
        var results = derived.scorecards(entity, blueprint);
        if (results.isEmpty()) {
            return;
        }
        html.open("section", "aria-label", "Scorecards").element("h2", "Scorecards");
        for (var definition : Scorecard.SHELF.all(derived.view(), blueprint.identifier())) {
            var result = results.path(definition.path("identifier").asText());
            if (!result.isMissingNode()) {
                new ScorecardSection(html, definition).show(result);
            }
        }
        html.close("section");
    }

    private void show(JsonNode result) {
        var level = result.path("level").asText();
        html.open("h3").text(Column.title(definition.path("identifier").asText(), definition) + " ");
        html.element("span", level, "class", "badge" + Values.tone(colour(level)))
                .close("h3");
        html.open("ul", "class", "rules");
        for (var rule : result.path("rules")) {
            var passed = rule.path("status").asText().equals("SUCCESS");
            html.open("li").element("span", passed ? "passed" : "failed", "class", passed ? "badge good" : "badge bad");
            html.text(" " + title(rule.path("identifier").asText()) + " ");
            html.element("span", rule.path("level").asText(), "class", "none").close("li");
        }
        html.close("ul");
    }

    private String title(String rule) {
        for (var each : definition.path("rules")) {
            if (each.path("identifier").asText().equals(rule)) {
                return Column.title(rule, each);
            }
        }
        return rule;
    }

    /** The colour that the scorecard gives a level; else the one that a level of this name has. */
    private String colour(String level) {
        for (var each : definition.path("levels")) {
            var colour = Json.text(each, "color");
            if (each.path("title").asText().equals(level) && colour != null) {
                return colour;
            }
        }
        return level;
    }
}
