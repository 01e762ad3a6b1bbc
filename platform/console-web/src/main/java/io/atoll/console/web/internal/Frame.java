package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.empty;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What stands around the content of a page. */
final class Frame {

    private static final List<Map.Entry<String, String>> PAGES = List.of(
            Map.entry("/", "Overview"),
            Map.entry("/runs", "Runs"),
            Map.entry("/providers", "Providers"),
            Map.entry("/deployments", "Deployments"));

    private static final List<Map.Entry<String, String>> NEIGHBOURS =
            List.of(Map.entry("/catalog", "Catalog"), Map.entry("/system/console", "Console"));

    private Frame() {}

    /** A whole document, for the context of the pages. */
    static String document(Place place, Answer.Page page, String path) {
        Html head = element(
                "head",
                empty("meta", attribute("charset", "utf-8")),
                empty(
                        "meta",
                        attribute("name", "viewport"),
                        attribute("content", "width=device-width, initial-scale=1")),
                element("title", text(page.title() + " – Atoll")),
                sheet("tokens.css"),
                sheet("atoll.css"),
                empty("link", attribute("rel", "icon"), attribute("href", "data:,")));
        Html header = element(
                "header",
                element("a", attribute("class", "brand"), place.href("/"), text("Atoll")),
                element(
                        "nav",
                        attribute("aria-label", "Pages"),
                        navigation(place.root(), PAGES, path),
                        navigation("", NEIGHBOURS, path)),
                element(
                        "form",
                        attribute("method", "post"),
                        attribute("action", "/logout"),
                        element("button", attribute("class", "plain"), text("Sign out"))));
        Html body = element(
                "body",
                attribute("class", "atoll"),
                element("a", attribute("class", "skip"), attribute("href", "#main"), text("Skip to content")),
                header,
                element("main", attribute("id", "main"), element("h1", text(page.title())), page.content()));
        return "<!DOCTYPE html>" + element("html", attribute("lang", "en"), head, body);
    }

    /** The part inside a page of the web console, which has a frame of its own. */
    static String fragment(Place place, Answer.Page page, String path) {
        return element(
                        "div",
                        attribute("class", "atoll"),
                        element("nav", attribute("aria-label", "Atoll"), navigation(place.root(), PAGES, path)),
                        element("h1", text(page.title())),
                        page.content())
                .toString();
    }

    private static Html sheet(String name) {
        return empty("link", attribute("rel", "stylesheet"), attribute("href", PageServlet.SHEETS + name));
    }

    private static Html navigation(String root, List<Map.Entry<String, String>> pages, String path) {
        return element(
                "ul",
                join(pages.stream()
                        .map(page -> element(
                                "li",
                                link(
                                        root + page.getKey(),
                                        page.getValue(),
                                        page.getKey().equals(path))))
                        .toList()));
    }

    private static Html link(String address, String label, boolean current) {
        return element(
                "a",
                Stream.concat(
                                Stream.of(attribute("href", address), text(label)),
                                current ? Stream.of(attribute("aria-current", "page")) : Stream.empty())
                        .toArray(Part[]::new));
    }
}
