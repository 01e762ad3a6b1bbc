package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.View;

/**
 * Who searches: a user in the blueprint {@code _user}, if there is one of that name, and the user's teams in {@code _team}.
 *
 * @param view where they are found
 * @param user the identifier of the user, which for an installation is its client id
 */
record Asker(View view, String user) {

    private static final String MY_TEAMS = "My Teams";

    /** The value that a rule means: that of the asker where it says {@code {property, context}}, else what it says. */
    JsonNode resolved(JsonNode value, String where) {
        if (value.isObject() && value.has("context")) {
            var property = Json.text(value, "property");
            if (property == null) {
                throw Refusal.invalid("\"" + where + "\" must have 'property', a text, beside 'context'");
            }
            return switch (value.path("context").asText()) {
                case "user" -> own(property);
                case "userTeams" -> ofTeams(property);
                default -> throw Refusal.invalid("\"" + where + ".context\" must be \"user\" or \"userTeams\"");
            };
        }
        return value;
    }

    /** The list with the asker's teams in the place of "My Teams". */
    JsonNode withTeams(JsonNode value) {
        if (!value.isArray() || !Json.texts(value).contains(MY_TEAMS)) {
            return value;
        }
        var teams = Json.array();
        for (var team : value) {
            if (MY_TEAMS.equals(team.textValue())) {
                ofTeams("$identifier").forEach(teams::add);
            } else {
                teams.add(team);
            }
        }
        return teams;
    }

    private JsonNode own(String property) {
        return view.entity(new Ref("_user", user))
                .map(entity -> value(entity, property))
                .orElse(NullNode.getInstance());
    }

    private JsonNode ofTeams(String property) {
        var values = Json.array();
        view.entity(new Ref("_user", user)).stream()
                .flatMap(entity -> entity.team().stream())
                .flatMap(team -> view.entity(new Ref("_team", team)).stream())
                .forEach(team -> values.add(value(team, property)));
        return values;
    }

    private static JsonNode value(CatalogEntity entity, String property) {
        if (property.startsWith("$")) {
            return Paths.meta(entity, property);
        }
        var value = entity.properties().get(property);
        return value == null ? NullNode.getInstance() : value;
    }
}
