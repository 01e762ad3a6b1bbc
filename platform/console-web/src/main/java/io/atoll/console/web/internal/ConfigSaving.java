package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Answer.Redirect;
import io.atoll.console.web.internal.ConfigForm.Value;
import io.atoll.operation.Caller;
import io.atoll.operation.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks or saves what a {@link ConfigForm} sends; what is wrong comes back with the form, at its fields. */
final class ConfigSaving {

    /** The operations that such a form asks for. */
    static final Set<String> SERVED = Set.of("config set", "config check");

    private final Desk desk;

    ConfigSaving(Desk desk) {
        this.desk = desk;
    }

    Answer perform(String operation) throws InterruptedException {
        try {
            return perform(operation.equals("config set"), name());
        } catch (Refused refused) {
            return Answer.sorry("Not done", refused);
        }
    }

    private Optional<String> type() {
        return desk.query().text(ConfigForm.TYPE);
    }

    private String name() throws Refused {
        return type().isPresent()
                ? type().get() + "~" + desk.query().text(ConfigForm.INSTANCE).orElse("")
                : desk.query()
                        .text("name")
                        .orElseThrow(() -> Refused.invalid("name", "the form names no configuration"));
    }

    private Answer perform(boolean save, String name) throws Refused, InterruptedException {
        JsonNode schema = desk.ask("config schema", "name", name);
        JsonNode written = type().isPresent()
                ? MissingNode.getInstance()
                : ConfigPage.shown(desk, name).path("written");
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("name", name);
        input.set("values", values(schema, written));
        try {
            JsonNode checked = ask("config check", input.deepCopy().put("connect", !save));
            if (!save || !checked.path("faults").isEmpty()) {
                return again(save, name, schema, written, checked);
            }
            if (type().isPresent()) {
                input.put("create", true);
            }
            ask("config set", input);
            String next = Place.path(type().isPresent() ? "integrations" : "config", name);
            return new Redirect(Place.path(next, Map.of(Performing.DONE, "config set")));
        } catch (Refused refused) {
            return new Page(
                    Answer.status(refused),
                    "Not done",
                    join(Answer.alert(refused.getMessage()), form(name, schema, written, Map.of())),
                    Script.NONE);
        }
    }

    private JsonNode ask(String operation, ObjectNode input) throws Refused, InterruptedException {
        Caller caller = operation.equals("config set")
                ? desk.query()
                        .text(OperationForm.SEEN)
                        .map(desk.caller()::seeing)
                        .orElse(desk.caller())
                : desk.caller();
        return desk.operations().perform(caller, operation, input).body();
    }

    private Page again(boolean save, String name, JsonNode schema, JsonNode written, JsonNode checked) {
        Map<String, String> faults = new LinkedHashMap<>();
        checked.path("faults")
                .forEach(fault -> faults.merge(
                        fault.path("key").asText(),
                        fault.path("message").asText(),
                        (one, other) -> one + "\n" + other));
        boolean passed = checked.path("passed").asBoolean();
        Table steps = new Table("Connection", checked.path("note").asText(), "Step", "Outcome", "What was found");
        checked.path("steps")
                .forEach(step -> steps.row(
                        text(step.path("name")), Badge.of(step.path("outcome")), text(step.path("explanation"))));
        Html verdict = passed
                ? element("p", text("Nothing is wrong with these values. They are not saved yet; type secrets again."))
                : Answer.alert(
                        faults.isEmpty()
                                ? "It cannot connect with these values."
                                : "Nothing was saved: some values are wrong.");
        return new Page(
                passed ? 200 : 400,
                save ? "Not saved" : "Check of " + name,
                join(
                        verdict,
                        faults.isEmpty() ? steps.section() : Html.NOTHING,
                        faults.containsKey("") ? Words.block(faults.get("")) : Html.NOTHING,
                        form(name, schema, written, faults)),
                Script.NONE);
    }

    private Html form(String name, JsonNode schema, JsonNode written, Map<String, String> faults) {
        var form = new ConfigForm(desk, schema, written, desk.query().texts(), faults);
        return type().isPresent()
                ? form.create(
                        type().get(), desk.query().text(ConfigForm.INSTANCE).orElse(""))
                : form.change(name, desk.query().text(OperationForm.SEEN).orElse(""));
    }

    /** What the form says; a field that was made empty takes its key out. */
    private ObjectNode values(JsonNode schema, JsonNode written) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Value value : ConfigForm.values(schema)) {
            List<String> texts = desk.query().all(value.field());
            if (texts.isEmpty()) {
                continue;
            }
            String text = texts.getFirst();
            JsonNode said = text.isBlank() ? JsonNodeFactory.instance.nullNode() : json(value, text);
            if (!text.isBlank() || !ConfigForm.written(written, value).isMissingNode()) {
                (value.section().isEmpty() ? values : values.withObject("/" + value.section())).set(value.name(), said);
            }
        }
        return values;
    }

    private static JsonNode json(Value value, String text) {
        if (!value.is("many")) {
            return single(value, text.strip());
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> list.add(single(value, line.strip())));
        return list;
    }

    /** A text that is no number stays one, so that the check tells what is wrong with it. */
    private static JsonNode single(Value value, String text) {
        try {
            return switch (value.key().path("type").asText()) {
                case "integer" -> {
                    long number = Long.parseLong(text);
                    yield number == (int) number
                            ? JsonNodeFactory.instance.numberNode((int) number)
                            : JsonNodeFactory.instance.numberNode(number);
                }
                case "number" -> JsonNodeFactory.instance.numberNode(Double.parseDouble(text));
                case "flag" ->
                    text.equals("true") || text.equals("false")
                            ? JsonNodeFactory.instance.booleanNode(text.equals("true"))
                            : JsonNodeFactory.instance.textNode(text);
                default -> JsonNodeFactory.instance.textNode(text);
            };
        } catch (NumberFormatException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
