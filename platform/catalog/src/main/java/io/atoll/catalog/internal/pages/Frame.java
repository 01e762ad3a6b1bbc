package io.atoll.catalog.internal.pages;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What all pages have around their content. */
final class Frame {

    private static final Map.Entry<String, String> BLUEPRINTS = Map.entry(Addresses.HOME, "Catalog");
    private static final Map.Entry<String, String> AUDIT = Map.entry(Addresses.AUDIT, "Audit log");
    private static final List<Map.Entry<String, String>> NEIGHBOURS =
            List.of(Map.entry("/", "Overview"), Map.entry("/runs", "Runs"), Map.entry("/system/console", "Console"));

    /** The trail to a page right below the one of all blueprints. */
    static final List<Map.Entry<String, String>> HOME = List.of(BLUEPRINTS);

    private Frame() {}

    /**
     * A whole page.
     *
     * @param trail the addresses and titles of the pages above this one, the uppermost first
     */
    static String page(String title, List<Map.Entry<String, String>> trail, Consumer<Html> content) {
        return page(title, BLUEPRINTS, trail, content);
    }

    /** The page of the audit log. */
    static String audit(Consumer<Html> content) {
        return page(AUDIT.getValue(), AUDIT, List.of(), content);
    }

    /** A page that says what went wrong. */
    static String failure(String title, String message) {
        return page(title, HOME, html -> {
            html.element("p", message, "role", "alert", "class", "alert");
            html.open("p").link(Addresses.HOME, "Back to all blueprints").close("p");
        });
    }

    private static String page(
            String title,
            Map.Entry<String, String> section,
            List<Map.Entry<String, String>> trail,
            Consumer<Html> content) {
        var html = new Html();
        html.open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", title + " · Atoll catalog");
        html.open("link", "rel", "stylesheet", "href", Addresses.STYLE);
        html.open("link", "rel", "icon", "href", "data:,");
        html.close("head").open("body");
        html.element("a", "Skip to content", "class", "skip", "href", "#main");
        header(html, section);
        html.open("main", "id", "main");
        if (!trail.isEmpty()) {
            html.open("nav", "aria-label", "Breadcrumb", "class", "trail").open("ol");
            trail.forEach(
                    page -> html.open("li").link(page.getKey(), page.getValue()).close("li"));
            html.close("ol").close("nav");
        }
        html.element("h1", title);
        content.accept(html);
        html.close("main").close("body").close("html");
        return html.toString();
    }

    private static void header(Html html, Map.Entry<String, String> section) {
        html.open("header").element("a", "Atoll", "class", "brand", "href", "/");
        html.open("nav", "aria-label", "Pages").open("ul");
        for (var page : List.of(BLUEPRINTS, AUDIT)) {
            html.open("li");
            if (page.equals(section)) {
                html.element("a", page.getValue(), "href", page.getKey(), "aria-current", "page");
            } else {
                html.link(page.getKey(), page.getValue());
            }
            html.close("li");
        }
        html.close("ul").open("ul");
        NEIGHBOURS.forEach(
                page -> html.open("li").link(page.getKey(), page.getValue()).close("li"));
        html.close("ul").close("nav");
        html.open("form", "method", "post", "action", "/logout");
        html.element("button", "Sign out", "type", "submit", "class", "plain").close("form");
        html.close("header");
    }
}
