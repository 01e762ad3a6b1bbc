package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the instances that a bundle serves would stand with it.
 *
 * @param instances as the preview of the bundle has them
 */
record UpgradePart(Desk desk, JsonNode instances) {

    /** Their saved tests, and the kinds that nobody would read any more. */
    Html table() {
        Table table = new Table(
                "Saved mapping tests with this version",
                "It serves no instance yet.",
                "Integration",
                "Tests",
                "What fails",
                "Kinds that nobody would read any more");
        for (JsonNode each : instances) {
            String id = each.path("integration").asText();
            table.row(
                    desk.place().link(Place.path("integrations", id), id),
                    join(text(MappingTestsPart.score(each)), by(each.path("by").asText())),
                    MappingTestsPart.failed(each),
                    each.path("unread").isEmpty() ? Html.NOTHING : Words.lines(each.path("unread")));
        }
        return table.section();
    }

    private static Html by(String mapping) {
        return Words.remark(
                mapping.equals("default")
                        ? "with the default mapping of this version; where that of the present one is in force, it stays until the new one is saved"
                        : "");
    }

    /** What a person should know before it is deployed; nothing if all is well. */
    Html warning() {
        List<String> sentences =
                instances.valueStream().flatMap(each -> faults(each).stream()).toList();
        return sentences.isEmpty()
                ? Html.NOTHING
                : Answer.alert(String.join(" ", sentences) + " You can deploy it nevertheless.");
    }

    private static List<String> faults(JsonNode instance) {
        String id = instance.path("integration").asText();
        List<String> faults = new ArrayList<>();
        if (!instance.path("failed").isEmpty()) {
            faults.add("The mapping of " + id + " does not stand its tests with this version: "
                    + MappingTestsPart.score(instance) + ".");
        }
        if (!instance.path("problem").asText().isEmpty()) {
            faults.add("The mapping tests of " + id + " cannot be run.");
        }
        if (!instance.path("unread").isEmpty()) {
            faults.add("The mapping of " + id + " names kinds that nobody would read any more: "
                    + instance.path("unread")
                            .valueStream()
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return faults;
    }
}
