package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Html.Attribute;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds an entity, made or dropped, by a part of its name; {@link Explanation} then says why. */
record ExplainPage(Desk desk) {

    /** In as many integrations is looked where none is chosen. */
    private static final int EVERYWHERE = 20;

    private static final String INTEGRATION = "integration";
    private static final String PART = "part";
    private static final String ENTITY = "entity";

    /** Where an entity is explained. */
    static String path(String integration, String entity) {
        return Place.path("/explain", new TreeMap<>(Map.of(INTEGRATION, integration, ENTITY, entity)));
    }

    Page page() throws InterruptedException {
        Optional<String> integration = desk.query().text(INTEGRATION);
        Optional<String> entity = desk.query().text(ENTITY);
        if (integration.isPresent() && entity.isPresent()) {
            return new Page(
                    "Why " + entity.get(),
                    join(
                            desk.part(() -> new Explanation(
                                            desk, desk.ask("why", INTEGRATION, integration.get(), ENTITY, entity.get()))
                                    .html()),
                            desk.section("Look for another", this::search)));
        }
        return new Page(
                "Explain",
                join(
                        element(
                                "p",
                                attribute("class", "lead"),
                                text(
                                        "Why is an entity in the catalog, or why is it missing? Type a part of its identifier or"
                                                + " title. What the mapping has dropped is found as well.")),
                        desk.part(this::search),
                        desk.part(this::results)));
    }

    private Html search() throws Refused, InterruptedException {
        List<Html> options = new ArrayList<>(List.of(element("option", attribute("value", ""), text("all"))));
        String chosen = desk.query().text(INTEGRATION).orElse("");
        for (String id : integrations()) {
            List<Attribute> attributes = new ArrayList<>(List.of(attribute("value", id)));
            if (id.equals(chosen)) {
                attributes.add(attribute("selected", ""));
            }
            options.add(element("option", attributes, text(id)));
        }
        return form(
                desk,
                desk.query().text(PART).orElse(""),
                element(
                        "div",
                        attribute("class", "field"),
                        element("label", attribute("for", "explain-integration"), text("Integration")),
                        element(
                                "select",
                                List.of(attribute("id", "explain-integration"), attribute("name", INTEGRATION)),
                                join(options))));
    }

    /** The search among the entities of one integration, for a page about it. */
    static Html search(Desk desk, String integration) {
        return form(
                desk,
                "",
                Html.empty(
                        "input",
                        attribute("type", "hidden"),
                        attribute("name", INTEGRATION),
                        attribute("value", integration)));
    }

    private static Html form(Desk desk, String part, Html where) {
        return element(
                "form",
                attribute("class", "filters"),
                attribute("role", "search"),
                attribute("aria-label", "Entities"),
                attribute("action", desk.place().root() + "/explain"),
                element(
                        "div",
                        attribute("class", "field"),
                        element(
                                "label",
                                attribute("for", "explain-part"),
                                text("Identifier or title, or a part of it")),
                        Html.empty(
                                "input",
                                attribute("id", "explain-part"),
                                attribute("name", PART),
                                attribute("type", "search"),
                                attribute("required", ""),
                                attribute("maxlength", "1000"),
                                attribute("value", part))),
                where,
                element("button", text("Search")));
    }

    private List<String> integrations() throws Refused, InterruptedException {
        return desk.ask("integrations", "limit", "500")
                .path("items")
                .valueStream()
                .map(each -> each.path("id").asText())
                .toList();
    }

    private Html results() throws Refused, InterruptedException {
        Optional<String> part = desk.query().text(PART);
        if (part.isEmpty()) {
            return Html.NOTHING;
        }
        Optional<String> chosen = desk.query().text(INTEGRATION);
        List<String> where = chosen.isPresent() ? List.of(chosen.get()) : integrations();
        if (where.size() > EVERYWHERE) {
            return Words.none("There are " + where.size() + " integrations. Choose the one that makes the entity.");
        }
        Table table = new Table(
                "Found",
                "Nothing that the latest runs read has this in its identifier or title, neither made nor dropped. The third"
                        + " party did not give it, or calls it otherwise; or its run has failed: see Runs.",
                "Entity",
                "Title",
                "What became of it",
                "Integration",
                "Read by");
        List<Html> troubles = new ArrayList<>();
        for (String integration : where) {
            troubles.add(desk.part(() -> {
                desk.ask("why search", INTEGRATION, integration, PART, part.get())
                        .path("items")
                        .forEach(found -> table.row(row(integration, found)));
                return Html.NOTHING;
            }));
        }
        return element(
                "section",
                element("h2", text("Found")),
                table.bare(),
                join(troubles),
                part.get().matches("[^/\\s]+/.+") && chosen.isPresent()
                        ? element(
                                "p", desk.place().link(path(chosen.get(), part.get()), "Explain exactly " + part.get()))
                        : Html.NOTHING);
    }

    private Html[] row(String integration, JsonNode found) {
        String entity = found.path("entity").asText();
        JsonNode place = found.path("place");
        boolean made = found.path("made").asBoolean();
        return new Html[] {
            desk.place().link(path(integration, entity), entity),
            text(found.path("title")),
            join(Badge.of(made ? "made" : "dropped"), Words.remark(found.path("reason"))),
            text(integration),
            join(
                    RunsPage.link(desk, place),
                    Words.remark(place.path("resource").asText() + ", page "
                            + (place.path("page").asInt() + 1)))
        };
    }
}
