package io.atoll.apply.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says what a blueprint of the catalog lacks of a default one, and what it has otherwise; what it has besides is its own affair. */
final class BlueprintComparison {

    private static final List<String> PROPERTY = List.of("type", "format");
    private static final List<String> RELATION = List.of("target", "many");
    private static final List<String> COMPUTED =
            List.of("calculationProperties", "mirrorProperties", "aggregationProperties");

    private BlueprintComparison() {}

    /** The differences, in words. */
    static List<String> of(JsonNode wanted, JsonNode present) {
        var differences = new ArrayList<String>();
        fields("property", PROPERTY, wanted.at("/schema/properties"), present.at("/schema/properties"), differences);
        fields("relation", RELATION, wanted.path("relations"), present.path("relations"), differences);
        for (String computed : COMPUTED) {
            fields("computed property", List.of(), wanted.path(computed), present.path(computed), differences);
        }
        return differences;
    }

    private static void fields(
            String what, List<String> parts, JsonNode wanted, JsonNode present, List<String> differences) {
        for (var field : wanted.properties()) {
            JsonNode other = present.path(field.getKey());
            if (other.isMissingNode()) {
                differences.add(what + " " + field.getKey() + " is missing");
                continue;
            }
            for (String part : parts) {
                String there = other.path(part).asText();
                String here = field.getValue().path(part).asText();
                if (!there.equals(here) && !(part.equals("many") && truth(there) == truth(here))) {
                    differences.add("the " + part + " of " + what + " " + field.getKey() + " is " + word(there)
                            + ", and " + word(here) + " by default");
                }
            }
        }
    }

    private static boolean truth(String text) {
        return text.equals("true");
    }

    private static String word(String text) {
        return text.isEmpty() ? "none" : "'" + text + "'";
    }
}
