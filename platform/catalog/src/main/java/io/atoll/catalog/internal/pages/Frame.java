package io.atoll.catalog.internal.pages;

import java.util.function.Consumer;

/** What all pages have around their content. */
final class Frame {

    private Frame() {}

    /** A whole page. */
    static String page(String title, Consumer<Html> content) {
        var html = new Html();
        html.open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", title + " · Atoll catalog");
        html.open("link", "rel", "stylesheet", "href", Addresses.STYLE);
        html.open("link", "rel", "icon", "href", "data:,");
        html.close("head").open("body");
        html.open("header").open("nav", "aria-label", "Atoll");
        html.link(Addresses.HOME, "Atoll catalog")
                .link("/", "Platform")
                .close("nav")
                .close("header");
        html.open("main").element("h1", title);
        content.accept(html);
        html.close("main").close("body").close("html");
        return html.toString();
    }

    /** A page that says what went wrong. */
    static String failure(String title, String message) {
        return page(title, html -> {
            html.element("p", message);
            html.open("p").link(Addresses.HOME, "Back to all blueprints").close("p");
        });
    }
}
