package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.empty;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.console.web.internal.Html.Attribute;
import io.atoll.operation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What stands around the content of a page. */
final class Frame {

    /** After how many seconds a browser without scripts asks again for a page that shows something that goes on. */
    static final String AGAIN = "5";

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "Operate",
                    new Stop("/", "Overview", Role.VIEWER),
                    new Stop("/runs", "Runs", Role.VIEWER),
                    new Stop("/approvals", "Approvals", Role.VIEWER),
                    new Stop("/explain", "Explain", Role.VIEWER),
                    new Stop("/events", "Events", Role.VIEWER),
                    new Stop("/actions", "Actions", Role.VIEWER)),
            new Group(
                    "Integrate",
                    new Stop("/integrations", "Integrations", Role.VIEWER),
                    new Stop("/mapping", "Mapping", Role.VIEWER),
                    new Stop("/jq", "Expression", Role.INTEGRATOR),
                    new Stop("/config", "Configuration", Role.VIEWER),
                    new Stop("/desired", "Files and state", Role.VIEWER),
                    new Stop("/providers", "Providers", Role.VIEWER),
                    new Stop("/deployments", "Deployments", Role.VIEWER)),
            new Group(
                    "Administer",
                    new Stop("/people", "People", Role.VIEWER),
                    new Stop("/inside", "System", Role.VIEWER),
                    new Stop("/audit", "Audit log", Role.ADMIN)));

    private static final Group NEIGHBOURS = new Group(
            "Elsewhere",
            new Stop("/catalog", "Catalog", Role.VIEWER),
            new Stop("/system/console", "Console", Role.ADMIN));

    private Frame() {}

    /** A page that the navigation leads to, and who may see it. */
    private record Stop(String path, String label, Role role) {}

    /** Pages that belong together. */
    private record Group(String label, List<Stop> stops) {

        Group(String label, Stop... stops) {
            this(label, List.of(stops));
        }
    }

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
                empty("link", attribute("rel", "icon"), attribute("href", "data:,")),
                script(page.script()));
        Html header = element(
                "header",
                element("a", attribute("class", "brand"), place.href("/"), text("Atoll")),
                element(
                        "nav",
                        attribute("aria-label", "Pages"),
                        join(GROUPS.stream()
                                .map(group -> group(place, place.root(), group, path))
                                .toList()),
                        group(place, "", NEIGHBOURS, path)),
                element(
                        "form",
                        attribute("class", "leave"),
                        attribute("method", "post"),
                        attribute("action", "/logout"),
                        element("p", text(place.visitor().name()), text(", " + role(place))),
                        element("button", attribute("class", "plain"), text("Sign out"))));
        Html body = element(
                "body",
                attribute("class", "atoll"),
                element("a", attribute("class", "skip"), attribute("href", "#main"), text("Skip to content")),
                header,
                element(
                        "main",
                        attribute("id", "main"),
                        trail(place, path),
                        element("h1", text(page.title())),
                        page.content()));
        return "<!DOCTYPE html>" + element("html", attribute("lang", "en"), head, body);
    }

    /** The part inside a page of the web console, which has a frame of its own. */
    static String fragment(Place place, Answer.Page page, String path) {
        return element(
                        "div",
                        attribute("class", "atoll"),
                        element(
                                "nav",
                                attribute("class", "bar"),
                                attribute("aria-label", "Atoll"),
                                element(
                                        "ul",
                                        join(GROUPS.stream()
                                                .map(group -> stops(place, place.root(), group, path))
                                                .toList()))),
                        trail(place, path),
                        element("h1", text(page.title())),
                        page.content())
                .toString();
    }

    private static Role role(Place place) {
        return place.visitor().caller().role();
    }

    private static Html sheet(String name) {
        return empty("link", attribute("rel", "stylesheet"), attribute("href", PageServlet.STYLE + name));
    }

    private static Html script(Script script) {
        if (script == Script.NONE) {
            return Html.NOTHING;
        }
        Html loaded = element("script", attribute("src", PageServlet.SCRIPTS + script.file()), attribute("defer", ""));
        return script == Script.LIVE
                ? join(
                        loaded,
                        element(
                                "noscript",
                                empty("meta", attribute("http-equiv", "refresh"), attribute("content", AGAIN))))
                : loaded;
    }

    private static Html group(Place place, String root, Group group, String path) {
        Html stops = stops(place, root, group, path);
        return stops.toString().isEmpty()
                ? Html.NOTHING
                : join(
                        element("p", attribute("class", "group"), text(group.label())),
                        element("ul", attribute("aria-label", group.label()), stops));
    }

    private static Html stops(Place place, String root, Group group, String path) {
        return join(group.stops().stream()
                .filter(stop -> role(place).includes(stop.role()))
                .map(stop -> element("li", link(root + stop.path(), stop, path)))
                .toList());
    }

    /** Where the visitor is: at this page, or at one below it. */
    private static Html link(String address, Stop stop, String path) {
        List<Attribute> attributes = new ArrayList<>(List.of(attribute("href", address)));
        if (stop.path().equals(path) || (stop.path().equals("/") && path.isEmpty())) {
            attributes.add(attribute("aria-current", "page"));
        } else if (!stop.path().equals("/") && path.startsWith(stop.path() + "/")) {
            attributes.add(attribute("aria-current", "true"));
        }
        return element("a", attributes, text(stop.label()));
    }

    /** The pages above a page. */
    private static Html trail(Place place, String path) {
        List<String> segments =
                Stream.of(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
        if (segments.size() < 2 || path.startsWith(OperationForm.PATH)) {
            return Html.NOTHING;
        }
        List<Html> above = new ArrayList<>();
        for (int depth = 1; depth < segments.size(); depth++) {
            String address = Place.path(segments.subList(0, depth).toArray(String[]::new));
            above.add(element("li", place.link(address, depth == 1 ? label(address) : segments.get(depth - 1))));
        }
        return element(
                "nav", attribute("class", "trail"), attribute("aria-label", "Above"), element("ul", join(above)));
    }

    private static String label(String address) {
        return GROUPS.stream()
                .flatMap(group -> group.stops().stream())
                .filter(stop -> stop.path().equals(address))
                .map(Stop::label)
                .findFirst()
                .orElse(address);
    }
}
