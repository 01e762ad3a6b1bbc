package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.List;
import java.util.Map;

/** What failed in a run, part by part, with the raw records, and what can be done about it. */
record FailuresPage(Desk desk, String run) {

    private static final List<String> NAMES = List.of("identifier", "id", "key", "name", "title");

    Page page() throws Refused, InterruptedException {
        String integration =
                desk.ask("run", "run", run).at("/summary/integration").asText();
        Html list = new Listing(desk, "failures", Map.of("run", run), Map.of())
                .show(failures -> all(integration, failures));
        return new Page("Failures of run " + run, join(again(integration), list));
    }

    private Html again(String integration) {
        Html events = desk.place().link(Place.path("/events", Map.of("integration", integration)), "Dead events of it");
        return element(
                "div",
                attribute("class", "actions"),
                new OperationForm(desk, "resync", Map.of("integration", integration))
                        .button("Try again", "Try again: resync " + integration),
                element(
                        "p",
                        attribute("class", "none"),
                        text("A resync of " + integration
                                + " reads and maps everything again. What failed keeps its entities from"
                                + " deletion until then. Live events are replayed by themselves: "),
                        events,
                        text(".")));
    }

    private Html all(String integration, List<JsonNode> failures) {
        return failures.isEmpty()
                ? Words.none("Nothing failed that is like this.")
                : join(failures.stream().map(failed -> one(integration, failed)).toList());
    }

    private Html one(String integration, JsonNode failed) {
        String partition = failed.path("partition").asText();
        return element(
                "details",
                attribute("class", "failure"),
                element(
                        "summary",
                        element("span", attribute("class", "badge bad"), text(failed.path("stage"))),
                        text(" "),
                        element("strong", text(failed.path("resource"))),
                        text((partition.isEmpty() ? "" : " in " + partition) + ": "
                                + failed.path("reason").asText() + " "),
                        name(failed.path("item"))),
                element("p", text(meaning(failed.path("stage").asText())), text(" "), remedy(integration, failed)),
                Words.document(failed.path("item")));
    }

    /** What the item is probably called. */
    private static Html name(JsonNode item) {
        return NAMES.stream()
                .map(item::path)
                .filter(each -> each.isValueNode() && !each.isNull())
                .findFirst()
                .map(Words::code)
                .orElse(Html.NOTHING);
    }

    private static String meaning(String stage) {
        return switch (stage) {
            case "fetch" -> "The record could not be read at the third party.";
            case "map" -> "The mapping failed on this record.";
            case "apply" -> "The catalog refused this entity.";
            default -> "This is what it failed on.";
        };
    }

    private Html remedy(String integration, JsonNode failed) {
        JsonNode item = failed.path("item");
        String resource = failed.path("resource").asText();
        Html mapping = desk.place().link(MappingPage.path(integration, resource), "Open the mapping");
        return switch (failed.path("stage").asText()) {
            case "map" -> mapping;
            case "apply" -> join(mapping, text(" "), explained(integration, item));
            default -> Html.NOTHING;
        };
    }

    private Html explained(String integration, JsonNode entity) {
        JsonNode identifier = entity.path("identifier");
        return entity.path("blueprint").isTextual() && identifier.isValueNode()
                ? desk.place()
                        .link(
                                ExplainPage.path(
                                        integration, entity.path("blueprint").asText() + "/" + identifier.asText()),
                                "Explain the entity")
                : Html.NOTHING;
    }
}
