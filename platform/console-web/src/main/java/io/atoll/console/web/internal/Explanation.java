package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code why} answers, told as a way: run, page, raw record, expression, field.
 *
 * @param desk where the page is
 * @param why the answer
 */
record Explanation(Desk desk, JsonNode why) {

    Html html() {
        List<Html> parts = new ArrayList<>(List.of(verdict()));
        int number = 0;
        for (JsonNode making : why.path("made")) {
            parts.add(section("Made of", ++number, why.path("made").size(), making, made(making)));
        }
        number = 0;
        for (JsonNode candidate : why.path("candidates")) {
            parts.add(section("Not made of", ++number, why.path("candidates").size(), candidate, dropped(candidate)));
        }
        parts.add(decisions());
        parts.add(held());
        parts.add(looked());
        parts.add(notes());
        return join(parts);
    }

    private String integration() {
        return why.path("integration").asText();
    }

    private Html verdict() {
        String held = why.at("/held/state").asText();
        return switch (why.path("verdict").asText()) {
            case "made" ->
                switch (held) {
                    case "held" -> banner("good", "It is in the catalog, made of the record below.");
                    case "absent" ->
                        banner(
                                "wary",
                                "A record makes it, but the catalog does not hold it for " + integration()
                                        + ". Below stands what the latest run decided; perhaps none has ended since.");
                    default ->
                        banner(
                                "wary",
                                "A record makes it. Whether the catalog holds it is not known: "
                                        + why.at("/held/reason").asText());
                };
            case "dropped" ->
                banner(
                        held.equals("held") ? "wary" : "bad",
                        (held.equals("held")
                                        ? "The catalog still holds it, but no record makes it any more: "
                                        : "It is missing: ")
                                + cause(why.path("candidates").path(0)));
            default ->
                banner(
                        held.equals("held") ? "wary" : "bad",
                        (held.equals("held") ? "The catalog holds it, but no" : "No")
                                + " record that was looked through has to do with it. The third party did not give it to "
                                + integration() + ", or gave it under another name.");
        };
    }

    private static String cause(JsonNode candidate) {
        String resource = candidate.at("/place/resource").asText();
        return switch (candidate.path("fate").asText()) {
            case "filtered" ->
                candidate.path("path").asText().endsWith("selector.query")
                        ? "the selector of " + resource + " left its record out."
                        : "the mapping of " + resource + " gave it no name.";
            case "broken" -> "the mapping of " + resource + " failed on its record.";
            case "unreadable" -> "its record could not be read at the third party.";
            default -> "a record like it makes another entity.";
        };
    }

    private static Html banner(String tone, String sentence) {
        return element("p", attribute("class", "banner " + tone), text(sentence));
    }

    private Html section(String words, int number, int of, JsonNode about, List<Html> last) {
        JsonNode place = about.path("place");
        List<Html> steps = new ArrayList<>();
        steps.add(step("Run", run(place)));
        steps.add(step("Page", page(place)));
        steps.add(step(
                "Raw record",
                element(
                        "details",
                        number == 1 ? attribute("open", "") : attribute("class", "record"),
                        element("summary", text("As it came, with secrets masked")),
                        Words.document(about.path("record")))));
        steps.addAll(last);
        return element(
                "section",
                element("h2", text(words + (of == 1 ? " this record" : " record " + number + " of " + of))),
                element("ol", attribute("class", "way"), join(steps)));
    }

    private static Html step(String name, Html content) {
        return element("li", element("h3", text(name)), content);
    }

    private Html run(JsonNode place) {
        String run = place.path("run").asText();
        return element(
                "p",
                desk.place().link(Place.path("runs", run), run),
                text(" of "),
                desk.place().link(Place.path("integrations", integration()), integration()),
                text(", begun "),
                Words.moment(place.path("at")));
    }

    private static Html page(JsonNode place) {
        String partition = place.path("partition").asText();
        return element(
                "p",
                text("page " + (place.path("page").asInt() + 1) + ", record "
                        + (place.path("position").asInt() + 1) + ", of the kind "),
                Words.code(place.path("kind")),
                partition.isEmpty() ? Html.NOTHING : text(", in " + partition));
    }

    private List<Html> made(JsonNode making) {
        List<String> contradicted =
                making.path("contradicted").valueStream().map(JsonNode::asText).toList();
        Table table = new Table("Fields", "It has no fields.", "Field", "Expression", "Value", "Remark");
        for (JsonNode field : making.path("fields")) {
            String path = field.path("path").asText();
            table.row(
                    text(path.replaceFirst(".*\\.mappings\\.", "")),
                    Words.code(field.path("expression")),
                    element("code", text(Words.brief(field.path("value")))),
                    text(
                            contradicted.contains(path)
                                    ? "An earlier record gave another value, which stays."
                                    : field.path("reason").asText()));
        }
        return List.of(step("Resource of the mapping", resource(making.path("place"))), step("Fields", table.bare()));
    }

    private List<Html> dropped(JsonNode candidate) {
        List<Html> steps = new ArrayList<>();
        String path = candidate.path("path").asText();
        if (path.isEmpty()) {
            steps.add(step("What became of it", reason(candidate)));
        } else {
            steps.add(step(
                    path.endsWith("selector.query") ? "Selector" : "Expression",
                    join(
                            element("p", text("At "), element("code", text(path)), text(":")),
                            candidate.path("expression").asText().isEmpty()
                                    ? Html.NOTHING
                                    : Words.block(candidate.path("expression").asText()),
                            reads(candidate),
                            reason(candidate),
                            resource(candidate.path("place")))));
        }
        if (candidate.has("entity")) {
            steps.add(step(
                    candidate.path("fate").asText().equals("other") ? "It makes instead" : "It would have made",
                    Words.folded(
                            candidate.at("/entity/blueprint").asText() + "/"
                                    + Words.plain(candidate.at("/entity/identifier")),
                            candidate.path("entity"))));
        }
        return steps;
    }

    private static Html reason(JsonNode candidate) {
        return element(
                "p", Badge.of(candidate.path("fate")), text(" "), element("strong", text(candidate.path("reason"))));
    }

    /** What the record says of what the expression reads. */
    private static Html reads(JsonNode candidate) {
        Map<String, JsonNode> values = Reads.of(candidate.path("expression").asText(), candidate.path("record"));
        return values.isEmpty()
                ? Html.NOTHING
                : element(
                        "ul",
                        join(values.entrySet().stream()
                                .map(each -> element(
                                        "li",
                                        element("code", text(each.getKey())),
                                        each.getValue().isMissingNode()
                                                ? text(" is not in the record")
                                                : join(
                                                        text(" is "),
                                                        element("code", text(Words.brief(each.getValue()))))))
                                .toList()));
    }

    private Html resource(JsonNode place) {
        return element(
                "p",
                desk.place()
                        .link(
                                MappingPage.path(
                                        integration(), place.path("resource").asText()),
                                "Open the mapping"),
                text(" at "),
                Words.code(place.path("resource")));
    }

    private Html decisions() {
        Table table = new Table(
                "What runs decided",
                "No run that is remembered has decided anything about it.",
                "Run",
                "Began",
                "What",
                "State",
                "Why");
        for (JsonNode decision : why.path("decisions")) {
            String run = decision.path("run").asText();
            table.row(
                    desk.place().link(Place.path("runs", run), run),
                    Words.moment(decision.path("at")),
                    text(decision.path("what")),
                    Badge.of(decision.path("state")),
                    text(decision.path("reason")));
        }
        return table.section();
    }

    private Html held() {
        JsonNode held = why.path("held");
        return element(
                "section",
                element("h2", text("What the catalog holds")),
                held.has("entity")
                        ? Words.folded(why.path("entity").asText(), held.path("entity"))
                        : Words.none(
                                held.path("state").asText().equals("unknown")
                                        ? "That is not known: "
                                                + held.path("reason").asText()
                                        : "Nothing of this name for " + integration() + "."));
    }

    private Html looked() {
        Table table = new Table(
                "What was looked through",
                "Nothing: no records are kept.",
                "Resource",
                "Run",
                "Records",
                "Why that is not everything");
        for (JsonNode looked : why.path("looked")) {
            String run = looked.path("run").asText();
            table.row(
                    text(looked.path("resource")),
                    run.isEmpty() ? Html.NOTHING : desk.place().link(Place.path("runs", run), run),
                    text(looked.path("records")),
                    text(looked.path("reason")));
        }
        return table.section();
    }

    private Html notes() {
        return why.path("notes").isEmpty()
                ? Html.NOTHING
                : element("section", element("h2", text("To know beside")), Words.lines(why.path("notes")));
    }
}
