package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Operation;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JQ expression on a text, or on a raw record that is kept, and what it gives. */
record JqPage(Desk desk) {

    static final String OPERATION = "jq";

    /** The field that says of which instance and kind a kept record is wanted, instead of the text. */
    static final String KEPT = "formKept";

    private static final String EXPRESSION = "expression";
    private static final String INPUT = "input";
    private static final Pattern PLACE = Pattern.compile(" at line ([0-9]{1,6}), column ([0-9]{1,6})$");

    /** What somebody asks. */
    private record Question(String expression, String input) {}

    /** The page as it is opened. */
    Page page() throws InterruptedException {
        return page(200, new Question(".", ""), Optional.empty(), Html.NOTHING);
    }

    /** The page with the outputs of what was sent, or with what is wrong with it. */
    Page evaluated() throws InterruptedException {
        Question question = new Question(sent(EXPRESSION), sent(INPUT));
        try {
            Optional<String> kept = desk.query().text(KEPT);
            question = kept.isPresent() ? new Question(question.expression(), record(kept.get())) : question;
            Map<String, String> fields = new LinkedHashMap<>(Map.of(EXPRESSION, question.expression()));
            if (!question.input().isBlank()) {
                fields.put(INPUT, question.input());
            }
            return page(
                    200,
                    question,
                    Optional.empty(),
                    outputs(desk.ask(OPERATION, fields).body()));
        } catch (Refused refused) {
            return page(Answer.status(refused), question, Optional.of(refused), place(question, refused));
        }
    }

    private String sent(String field) {
        return desk.query().all(field).stream().findFirst().orElse("").replace("\r\n", "\n");
    }

    /** The first record that is kept of an instance and kind. */
    private String record(String instanceAndKind) throws Refused, InterruptedException {
        String[] names = instanceAndKind.split(" ", 2);
        JsonNode samples = desk.ask("mapping samples", "integration", names[0], "kind", names[names.length - 1])
                .path("items");
        if (samples.isEmpty()) {
            throw Refused.unknown(INPUT, "no record of " + instanceAndKind + " is kept any more");
        }
        return samples.path(0).path("record").toPrettyString();
    }

    private Page page(int status, Question question, Optional<Refused> refused, Html below)
            throws InterruptedException {
        Optional<Operation<?, ?>> operation = desk.offered(OPERATION);
        if (operation.isEmpty()) {
            String reason = desk.operations().find(OPERATION).isPresent()
                    ? "Integrators can try expressions here."
                    : Answer.NOT_RUNNING;
            return new Page("Expression", Words.none(reason));
        }
        OperationForm form = new OperationForm(desk, OPERATION, Map.of());
        boolean atAField = refused.flatMap(Refused::field).isPresent();
        Html content = join(
                element("p", text("Evaluates as a mapping does, within its limits. Nothing is changed.")),
                refused.isPresent() && !atAField ? Answer.alert(refused.get().getMessage()) : Html.NOTHING,
                form.around(
                        form.control(EXPRESSION, question.expression(), refused),
                        below,
                        desk.part(this::kept),
                        form.control(INPUT, question.input(), refused),
                        element("button", text("Evaluate"))));
        return new Page(status, "Expression", content, Script.NONE);
    }

    /** The instances and kinds of which records are kept. */
    private Html kept() throws Refused, InterruptedException {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode recording : desk.ask("records", "limit", "500").path("items")) {
            names.add(recording.path("integration").asText() + " "
                    + recording.path("kind").asText());
        }
        List<Html> options =
                new ArrayList<>(List.of(element("option", attribute("value", ""), text("the text below"))));
        names.forEach(name -> options.add(element(
                "option", attribute("value", name), text("the first record of " + name.replace(" ", ", kind ")))));
        return names.isEmpty()
                ? Html.NOTHING
                : element(
                        "div",
                        attribute("class", "field"),
                        element("label", attribute("for", "jq-kept"), text("On")),
                        element("select", attribute("id", "jq-kept"), attribute("name", KEPT), join(options)));
    }

    private static Html outputs(JsonNode answer) {
        List<Html> shown = new ArrayList<>();
        answer.path("outputs").forEach(output -> shown.add(Words.block(output.toPrettyString())));
        if (answer.path("error").isTextual()) {
            shown.add(Answer.alert(answer.path("error").asText()));
        } else if (shown.isEmpty()) {
            shown.add(Words.none("It gives nothing."));
        }
        return element("section", attribute("role", "status"), element("h2", text("What it gives")), join(shown));
    }

    /** The line of an expression that is none, with a mark at the place; nothing if the place is not told. */
    private static Html place(Question question, Refused refused) {
        Matcher place = PLACE.matcher(refused.getMessage());
        List<String> lines = question.expression().lines().toList();
        if (!place.find() || Integer.parseInt(place.group(1)) > lines.size()) {
            return Html.NOTHING;
        }
        String line = lines.get(Integer.parseInt(place.group(1)) - 1);
        int column = Math.min(Integer.parseInt(place.group(2)) - 1, line.length());
        return Words.block(line + "\n" + " ".repeat(Math.max(0, column)) + "^");
    }
}
