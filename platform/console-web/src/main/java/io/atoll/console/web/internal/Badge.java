package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;

/** A state as a coloured word: the word tells it all, the colour helps. */
final class Badge {

    private Badge() {}

    /** The state that an answer holds; nothing if it holds none. */
    static Html of(JsonNode state) {
        return state.isTextual() ? of(state.textValue()) : Html.NOTHING;
    }

    static Html of(String state) {
        return element("span", attribute("class", "badge " + tone(state)), text(state));
    }

    /** The tone of a word, which is quiet for words that nobody has thought of. */
    static String tone(String state) {
        return switch (state) {
            case "ready", "healthy", "complete", "done", "live", "active", "satisfied", "made", "passed" -> "good";
            case "running", "waiting", "handling", "planned", "arriving", "starting", "begun" -> "busy";
            case "held",
                    "incomplete",
                    "suspended",
                    "interrupted",
                    "withheld",
                    "degraded",
                    "dropped",
                    "filtered",
                    "warn" -> "wary";
            case "failed",
                    "broken",
                    "refused",
                    "faulty",
                    "missing",
                    "blocked",
                    "dead",
                    "unsatisfied",
                    "unreadable",
                    "error" -> "bad";
            default -> "quiet";
        };
    }
}
