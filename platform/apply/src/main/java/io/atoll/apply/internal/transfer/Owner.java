package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * An integration as the owner of entities: the catalog stamps them with its {@code User-Agent}.
 *
 * @param type of the integration, in lower case
 * @param version of the integration
 * @param instance which of several
 * @param feature in what part of its work it owns them
 */
record Owner(String type, String version, String instance, String feature) {

    /** The parts of the work of integrations that own entities. */
    static final List<String> FEATURES = List.of("exporter", "gitops");

    private static final String STAMP = "$datasource";

    /** That of an integration's record in the catalog. */
    static Owner of(JsonNode integration, String feature) {
        return new Owner(
                integration.path("installationAppType").asText().toLowerCase(Locale.ROOT),
                integration.path("version").asText("0.0.0"),
                integration.path("installationId").asText(),
                feature);
    }

    /** The whole header. */
    String userAgent() {
        return prefix() + version + suffix();
    }

    /** How the stamps of all versions begin. */
    String prefix() {
        return "port-ocean/" + type + "/";
    }

    /** How the stamps of all versions end. */
    String suffix() {
        return "/" + instance + "/" + feature;
    }

    /** Finds what it owns. */
    ObjectNode query() {
        return rules("and", "contains");
    }

    /** Finds what none of some owners owns. */
    static ObjectNode queryForOthers(List<Owner> owners) {
        ObjectNode query = Json.MAPPER.createObjectNode().put("combinator", "and");
        ArrayNode rules = query.putArray("rules");
        owners.forEach(owner -> rules.add(owner.rules("or", "doesNotContains")));
        return query;
    }

    private ObjectNode rules(String combinator, String operator) {
        ObjectNode query = Json.MAPPER.createObjectNode().put("combinator", combinator);
        ArrayNode rules = query.putArray("rules");
        for (String part : List.of(prefix(), suffix())) {
            rules.addObject().put("property", STAMP).put("operator", operator).put("value", part);
        }
        return query;
    }
}
