package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.empty;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.access.Visitor;
import io.atoll.console.web.internal.Html.Attribute;
import io.atoll.pipeline.RunId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where the pages are shown, and to whom: what links and forms need to know.
 *
 * @param root the path above the pages: empty, or that of the console plugin
 * @param visitor who looks; without one there are no forms
 */
record Place(String root, Optional<Visitor> visitor) {

    static final String TOKEN = "token";

    /** A link to a page of these. */
    Html link(String path, String label) {
        return element("a", href(path), text(label));
    }

    /** A link to a run. */
    Html link(RunId run) {
        return element("a", href(path(run)), text(run.value()));
    }

    /** The address of a page of these. */
    Attribute href(String path) {
        return attribute("href", root + path);
    }

    /** The path of a run's page. */
    static String path(RunId run) {
        return "/runs/" + URLEncoder.encode(run.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A form of one button. */
    Html button(String path, String field, String value, String label, String description) {
        return form(path, field, value, element("button", attribute("aria-label", description), text(label)));
    }

    /** A form of one button that is not the first choice beside another. */
    Html second(String path, String field, String value, String label, String description) {
        return form(
                path,
                field,
                value,
                element("button", attribute("class", "plain"), attribute("aria-label", description), text(label)));
    }

    private Html form(String path, String field, String value, Html button) {
        return visitor.map(someone -> element(
                        "form",
                        attribute("method", "post"),
                        attribute("action", root + path),
                        hidden(TOKEN, someone.formToken()),
                        hidden(field, value),
                        button))
                .orElse(Html.NOTHING);
    }

    private static Html hidden(String name, String value) {
        return empty("input", attribute("type", "hidden"), attribute("name", name), attribute("value", value));
    }
}
