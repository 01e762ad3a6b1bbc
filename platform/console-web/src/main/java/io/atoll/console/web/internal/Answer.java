package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.operation.Refused;

/** What a request gets. */
sealed interface Answer {

    /** What is said where the service behind an operation is not there. */
    String NOT_RUNNING = "This part of the platform is not running.";

    /**
     * A page.
     *
     * @param status of HTTP
     * @param title its name
     * @param content what it shows, without frame
     * @param script what it does by itself
     */
    record Page(int status, String title, Html content, Script script) implements Answer {

        /** One that does nothing by itself. */
        Page(String title, Html content) {
            this(200, title, content, Script.NONE);
        }
    }

    /**
     * Another page is to be read.
     *
     * @param path below the root of the place
     */
    record Redirect(String path) implements Answer {}

    /** A page that says in a sentence why something is not shown or was not done. */
    static Page sorry(int status, String title, String sentence) {
        return new Page(status, title, alert(sentence), Script.NONE);
    }

    /** The same, for what the platform refused. */
    static Page sorry(String title, Refused refused) {
        return sorry(status(refused), title, refused.getMessage());
    }

    /** A sentence that is read out at once. */
    static Html alert(String sentence) {
        return element("p", attribute("class", "alert"), attribute("role", "alert"), text(sentence));
    }

    /** The status of HTTP of a refusal. */
    static int status(Refused refused) {
        return switch (refused.kind()) {
            case INVALID -> 400;
            case UNKNOWN -> 404;
            case STALE, CONFLICT -> 409;
            case FORBIDDEN -> 403;
            case UNAVAILABLE -> 503;
        };
    }
}
