package io.atoll.console.web.internal;

import java.time.Duration;
import java.util.Optional;

/** What a request gets. */
sealed interface Answer {

    /**
     * A page.
     *
     * @param status of HTTP
     * @param title its name
     * @param content what it shows, without frame
     * @param refresh after how long a browser shall ask again, if at all
     */
    record Page(int status, String title, Html content, Optional<Duration> refresh) implements Answer {}

    /**
     * Another page is to be read.
     *
     * @param path below the root of the place
     */
    record Redirect(String path) implements Answer {}

    /** A page that says in a sentence why something was not done. */
    static Page sorry(int status, String title, String sentence) {
        return new Page(status, title, Html.element("p", Html.text(sentence)), Optional.empty());
    }
}
