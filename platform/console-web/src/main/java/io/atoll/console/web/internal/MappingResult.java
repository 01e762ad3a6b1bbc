package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Refused;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mapping makes of a record, and what is wrong with the mapping: two parts of the page, each with an id by which a script replaces it.
 *
 * @param made what the record became
 * @param faults what is wrong, or is to be looked at
 */
record MappingResult(Html made, Html faults) {

    static final String MADE = "mapping-made";
    static final String FAULTS = "mapping-faults";

    private static final int SHOWN = 20;
    private static final Pattern LINE = Pattern.compile("line ([0-9]+), column [0-9]+: ");

    /** What the operations have answered. */
    MappingResult(JsonNode evaluation, JsonNode review) {
        this(part(MADE, outcomes(evaluation)), part(FAULTS, findings(review)));
    }

    /** As long as there is no record. */
    static MappingResult without(JsonNode review) {
        return new MappingResult(
                part(
                        MADE,
                        Words.none("No record of this kind is kept. Begin a run, or paste a record on the left, as"
                                + " JSON.")),
                part(FAULTS, findings(review)));
    }

    /** A mapping or record that cannot be used. */
    static MappingResult none(Refused refused) {
        boolean mapping = refused.field().filter(MappingEditor.MAPPING::equals).isPresent();
        return new MappingResult(
                part(
                        MADE,
                        Words.none(
                                mapping
                                        ? "Nothing, as long as the mapping is faulty."
                                        : "Nothing: " + refused.getMessage())),
                part(FAULTS, mapping ? faults(refused.getMessage()) : Html.NOTHING));
    }

    /** Both parts, one after another. */
    Html html() {
        return join(made, faults);
    }

    private static Html part(String id, Html content) {
        return element("div", attribute("id", id), content);
    }

    private static Html outcomes(JsonNode evaluation) {
        List<JsonNode> outcomes = evaluation.path("outcomes").valueStream().toList();
        String resources = String.join(
                " ",
                evaluation.path("resources").valueStream().map(JsonNode::asText).toList());
        Html shown = outcomes.isEmpty()
                ? Words.none("No resource of the mapping is about it.")
                : join(outcomes.stream()
                        .limit(SHOWN)
                        .map(MappingResult::outcome)
                        .toList());
        return element(
                "div",
                attribute("data-resources", resources),
                shown,
                outcomes.size() > SHOWN ? Words.none("And " + (outcomes.size() - SHOWN) + " more.") : Html.NOTHING);
    }

    private static Html outcome(JsonNode outcome) {
        String part = outcome.path("part").asText();
        String reason = outcome.path("reason").asText();
        return element(
                "section",
                element("h3", text(outcome.path("resource").asText() + " "), Badge.of(outcome.path("result"))),
                part.isEmpty()
                        ? Html.NOTHING
                        : element("p", at(outcome), text("At "), Words.code(outcome.path("part")), line(outcome)),
                reason.isEmpty() ? Html.NOTHING : Words.block(reason),
                outcome.has("entity") ? Words.document(outcome.path("entity")) : Html.NOTHING,
                nulls(outcome.path("nulls")));
    }

    private static Html nulls(JsonNode nulls) {
        if (nulls.isEmpty()) {
            return Html.NOTHING;
        }
        List<Html> items = nulls.valueStream()
                .map(each -> element(
                        "li",
                        Words.code(each.path("path")),
                        text(
                                each.path("reason").asText().isEmpty()
                                        ? " gives null"
                                        : ": " + each.path("reason").asText()),
                        line(each)))
                .toList();
        return join(element("h4", text("Without a value")), element("ul", join(items)));
    }

    private static Html findings(JsonNode review) {
        List<JsonNode> findings = review.path("findings").valueStream().toList();
        return findings.isEmpty()
                ? Html.NOTHING
                : join(
                        element("h3", text("To be looked at")),
                        element(
                                "ul",
                                join(findings.stream()
                                        .limit(SHOWN)
                                        .map(finding -> element(
                                                "li",
                                                at(finding),
                                                Words.code(finding.path("path")),
                                                line(finding),
                                                Words.block(
                                                        finding.path("message").asText())))
                                        .toList())));
    }

    private static Html.Attribute at(JsonNode something) {
        return attribute("data-line", something.path("line").asText(""));
    }

    private static Html line(JsonNode something) {
        return something.has("line") ? text(" (line " + something.path("line").asText() + ")") : Html.NOTHING;
    }

    /** The faults of a mapping: a line for each, below which lines that are indented belong to it. */
    private static Html faults(String message) {
        List<Html> items = List.of(message.split("\n(?! )")).stream()
                .map(MappingResult::fault)
                .toList();
        return join(
                element("h3", attribute("class", "fault"), text("Faults")),
                element("ul", attribute("class", "faults"), join(items)));
    }

    private static Html fault(String lines) {
        Matcher place = LINE.matcher(lines);
        String line = place.lookingAt() ? place.group(1) : "";
        return element(
                "li",
                attribute("data-line", line),
                attribute("data-fault", ""),
                element("pre", attribute("tabindex", "0"), text(lines)));
    }
}
