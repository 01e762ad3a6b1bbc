package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Refused;
import java.util.List;
import java.util.Map;

/** The saved tests of an integration, and what they come to with a mapping. */
record MappingTestsPart(Desk desk, String integration) {

    /** What they came to, in a sentence. */
    static String summary(JsonNode outcome) {
        int failed = outcome.path("failed").size();
        long passed = outcome.path("passed").asLong();
        if (failed + passed == 0) {
            return "There are no saved tests yet.";
        }
        return passed
                + (passed == 1 ? " test passes, " : " tests pass, ")
                + failed
                + (failed == 1 ? " fails." : " fail.");
    }

    /** How many of how many pass, in a few words; why they cannot be run, if they cannot. */
    static String score(JsonNode stood) {
        String problem = stood.path("problem").asText();
        long passed = stood.path("passed").asLong();
        long all = passed + stood.path("failed").size();
        return !problem.isEmpty() ? problem : all == 0 ? "none are saved" : passed + " of " + all + " pass";
    }

    /** Those that fail, each with what differs. */
    static Html failed(JsonNode stood) {
        JsonNode failed = stood.path("failed");
        return failed.isEmpty()
                ? Html.NOTHING
                : element(
                        "ul",
                        Html.join(failed.valueStream()
                                .map(test -> element("li", text(name(test)), Words.lines(test.path("differences"))))
                                .toList()));
    }

    private static String name(JsonNode test) {
        String name = test.path("name").asText();
        return name.isEmpty() ? test.path("file").asText() : name;
    }

    Html html(MappingDraft draft) throws InterruptedException {
        return desk.section("Saved tests", () -> table(outcome(draft)));
    }

    private JsonNode outcome(MappingDraft draft) throws Refused, InterruptedException {
        ObjectNode input = desk.operation(MappingEditor.TEST)
                .input(Map.of("integration", List.of(integration)))
                .put(MappingEditor.MAPPING, draft.mapping());
        return desk.operations()
                .perform(desk.caller(), MappingEditor.TEST, input)
                .body();
    }

    private static Html table(JsonNode outcome) {
        Table table = new Table(
                "Saved tests with the mapping above",
                "None. They are run when a mapping is saved, after each upgrade of the bundle, and before each run.",
                "Test",
                "Outcome",
                "What differs");
        outcome.path("failed")
                .forEach(
                        test -> table.row(text(name(test)), Badge.of("failed"), Words.lines(test.path("differences"))));
        outcome.path("names").forEach(name -> table.row(text(name), Badge.of("passed"), Html.NOTHING));
        return table.bare();
    }
}
