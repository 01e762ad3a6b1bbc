package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.List;
import java.util.Map;

/** Live events: how many each path has, those in one state, and one with its payload; what could not be handled can be replayed or discarded. */
record EventsPage(Desk desk) {

    private static final String DEAD = "dead";

    Page list() throws InterruptedException {
        return new Page(
                "Events",
                join(desk.section("By path", this::lanes), desk.section("Events in one state", this::events)));
    }

    private Html lanes() throws Refused, InterruptedException {
        Table table = new Table(
                "By path",
                "No live event has arrived. They are taken at /integration/<type>/<instance>/<path>.",
                "Path",
                "Integration",
                "Waiting",
                "Being handled",
                "Dead",
                "Dealt with lately",
                "Actions");
        for (JsonNode lane : desk.ask("events counts", "limit", "500").path("items")) {
            String integration = lane.path("integration").asText();
            table.row(
                    Words.code(lane.path("path")),
                    text(integration),
                    text(lane.path("waiting")),
                    text(lane.path("handling")),
                    text(lane.path("dead")),
                    text(lane.path("done")),
                    lane.path("dead").asLong() == 0
                            ? Html.NOTHING
                            : new OperationForm(desk, "events replay", Map.of("integration", integration))
                                    .second("Replay all dead", "Replay all dead events of " + integration));
        }
        return table.bare();
    }

    private Html events() throws Refused, InterruptedException {
        return new Listing(desk, "events", Map.of(), Map.of("state", DEAD)).show(this::chooser);
    }

    private Html chooser(List<JsonNode> events) {
        Table table = new Table(
                "Events in one state",
                "No live event is in this state.",
                "Event",
                "State",
                "Integration",
                "Path",
                "Arrived",
                "Attempts",
                "Bytes",
                "Why it is dead");
        boolean dead = !events.isEmpty()
                && events.getFirst().path("state").asText().equals(DEAD)
                && desk.offered("events replay").isPresent();
        events.forEach(event -> table.row(row(event, dead)));
        return dead ? new OperationForm(desk, "events replay", Map.of()).around(table.bare(), buttons()) : table.bare();
    }

    private Html buttons() {
        return element(
                "p",
                attribute("class", "buttons"),
                element("button", text("Replay those chosen")),
                element(
                        "button",
                        attribute("class", "plain"),
                        attribute("formaction", desk.place().root() + OperationForm.path("events discard")),
                        text("Discard those chosen")));
    }

    private Html[] row(JsonNode event, boolean choice) {
        String number = event.path("event").asText();
        Html link = desk.place().link(Place.path("events", number), number);
        return new Html[] {
            choice
                    ? join(
                            Html.empty(
                                    "input",
                                    attribute("type", "checkbox"),
                                    attribute("name", "events"),
                                    attribute("value", number),
                                    attribute("aria-label", "Choose event " + number)),
                            text(" "),
                            link)
                    : link,
            Badge.of(event.path("state")),
            text(event.path("integration")),
            Words.code(event.path("path")),
            Words.moment(event.path("receivedAt")),
            text(event.path("attempts")),
            text(event.path("size")),
            text(event.path("reason"))
        };
    }

    Page one(String number) throws Refused, InterruptedException {
        JsonNode event = desk.ask("event", "event", number);
        JsonNode summary = event.path("summary");
        Map<String, String> fixed = Map.of("events", number);
        Html actions = summary.path("state").asText().equals(DEAD)
                ? element(
                        "div",
                        attribute("class", "actions"),
                        new OperationForm(desk, "events replay", fixed).button("Replay", "Replay event " + number),
                        new OperationForm(desk, "events discard", fixed)
                                .confirmed("Discard", "Its payload cannot be had again.", "/events"))
                : Html.NOTHING;
        return new Page(
                "Event " + number,
                join(
                        Words.facts(List.of(
                                Words.fact("State", Badge.of(summary.path("state"))),
                                Words.fact("Integration", text(summary.path("integration"))),
                                Words.fact("Path", Words.code(summary.path("path"))),
                                Words.fact("Method", text(event.path("method"))),
                                Words.fact("Arrived", Words.moment(summary.path("receivedAt"))),
                                Words.fact("Id of the third party", text(summary.path("delivery"))),
                                Words.fact("Attempts", text(summary.path("attempts"))),
                                Words.fact("Why it is dead", text(summary.path("reason"))))),
                        actions,
                        element("section", element("h2", text("Headers")), Words.document(event.path("headers"))),
                        element("section", element("h2", text("Payload")), payload(event.path("body")))));
    }

    private static Html payload(JsonNode body) {
        return body.asText().isEmpty()
                ? Words.none("It is not kept once the event was dealt with.")
                : Words.document(body);
    }
}
