package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.pipeline.Change;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunReport;
import java.util.Locale;

/** A state as a coloured word: the word tells it all, the colour helps. */
final class Badge {

    private Badge() {}

    static Html of(Integrations.State state) {
        return badge(
                switch (state) {
                    case READY -> "good";
                    case MISSING, FAULTY -> "bad";
                    case DISABLED -> "quiet";
                },
                state.name());
    }

    static Html of(Deployments.State state) {
        return badge(
                switch (state) {
                    case LIVE -> "good";
                    case ARRIVING, STARTING -> "busy";
                    case REFUSED, FAILED, BLOCKED -> "bad";
                    case SUPERSEDED -> "quiet";
                },
                state.name());
    }

    static Html of(RunReport.Status status) {
        return badge(
                switch (status) {
                    case COMPLETE -> "good";
                    case RUNNING -> "busy";
                    case INCOMPLETE, HELD, SUSPENDED, INTERRUPTED -> "wary";
                    case FAILED -> "bad";
                },
                status.name());
    }

    static Html of(Change.State state) {
        return badge(
                switch (state) {
                    case DONE -> "good";
                    case PLANNED -> "busy";
                    case HELD, WITHHELD -> "wary";
                    case REFUSED -> "bad";
                    case REJECTED -> "quiet";
                },
                state.name());
    }

    /** The state of a provider or of a kind, which the interfaces give as a word. */
    static Html of(String state) {
        return badge(
                switch (state) {
                    case "active", "satisfied", "complete" -> "good";
                    case "running", "waiting" -> "busy";
                    case "incomplete" -> "wary";
                    case "unsatisfied", "failed" -> "bad";
                    default -> "quiet";
                },
                state);
    }

    private static Html badge(String tone, String word) {
        return element("span", attribute("class", "badge " + tone), text(word.toLowerCase(Locale.ROOT)));
    }
}
