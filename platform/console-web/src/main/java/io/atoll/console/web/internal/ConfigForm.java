package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.empty;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Html.Attribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values of one configuration as a form, made of what can be configured. It offers to check them, and to save them.
 *
 * @param desk where the page asks
 * @param schema what can be configured, as {@code config schema} shows it
 * @param written what its file says, as {@code config show} shows it; empty if there is none
 * @param typed texts by field, where a form comes back
 * @param faults what is wrong, by key
 */
record ConfigForm(
        Desk desk, JsonNode schema, JsonNode written, Map<String, List<String>> typed, Map<String, String> faults) {

    /** What begins the names of fields that are values; section and key follow, with a slash between them. */
    static final String VALUE = "value.";

    /** The field that says which instance of a type is to be made. */
    static final String INSTANCE = "instance";

    /** The field that says of which type an instance is to be made. */
    static final String TYPE = "type";

    private static final String MAPPING = "mapping";

    /**
     * A value.
     *
     * @param field the name of the field in the form
     * @param section the stage that it is of; empty if it is the integration's own, or that of a stage's file
     * @param key as {@code config schema} shows it
     */
    record Value(String field, String section, JsonNode key) {

        String name() {
            return key.path("name").asText();
        }

        boolean is(String property) {
            return key.path(property).asBoolean();
        }

        /** What faults call it. */
        String path() {
            return section.isEmpty() ? name() : section + "." + name();
        }
    }

    /** A form for a configuration that there is. */
    Html change(String name, String seen) {
        return form(
                "Save",
                join(hidden("name", name), hidden(OperationForm.SEEN, seen)),
                Place.path("config", name),
                Html.NOTHING);
    }

    /** A form for a new instance of a type. */
    Html create(String type, String instance) {
        Html name = element(
                "div",
                attribute("class", "field"),
                element("label", attribute("for", "new-instance"), text("Name of the instance")),
                empty(
                        "input",
                        attribute("id", "new-instance"),
                        attribute("name", INSTANCE),
                        attribute("type", "text"),
                        attribute("required", ""),
                        attribute("value", instance),
                        attribute("aria-describedby", "new-instance-help")),
                help("new-instance", "Letters, digits and . _ - ; the catalog knows the instance by it"));
        return form("Make it", join(hidden(TYPE, type), hidden("create", "true")), "/integrations", name);
    }

    private Html form(String label, Html hidden, String next, Html first) {
        List<Html> own = new ArrayList<>();
        Map<String, List<Html>> sections = new LinkedHashMap<>();
        for (Value value : values(schema)) {
            (value.section().isEmpty() ? own : sections.computeIfAbsent(value.section(), key -> new ArrayList<>()))
                    .add(field(value));
        }
        List<Html> folded = sections.entrySet().stream()
                .map(section -> element(
                        "details",
                        element("summary", text("Only for this instance: " + section.getKey())),
                        join(section.getValue())))
                .toList();
        return element(
                "form",
                attribute("method", "post"),
                attribute("action", desk.place().root() + OperationForm.path("config set")),
                hidden(OperationForm.TOKEN, desk.place().visitor().formToken()),
                hidden(OperationForm.NEXT, next),
                hidden,
                first,
                join(own),
                join(folded),
                element(
                        "div",
                        attribute("class", "buttons"),
                        element("button", text(label)),
                        element(
                                "button",
                                attribute("class", "plain"),
                                attribute("formaction", desk.place().root() + OperationForm.path("config check")),
                                text(
                                        schema.path("checkable").asBoolean()
                                                ? "Check values and connection"
                                                : "Check values"))));
    }

    /** The values that a form has, what is required first; a mapping has a page of its own. */
    static List<Value> values(JsonNode schema) {
        List<Value> values = new ArrayList<>();
        for (JsonNode key : schema.path("keys")) {
            if (!key.path("type").asText().equals(MAPPING)) {
                values.add(new Value(VALUE + key.path("name").asText(), "", key));
            }
        }
        values.sort(Comparator.comparing(value -> !value.is("required")));
        schema.path("sections")
                .properties()
                .forEach(section -> section.getValue()
                        .forEach(key -> values.add(new Value(
                                VALUE + section.getKey() + "/"
                                        + key.path("name").asText(),
                                section.getKey(),
                                key))));
        return values;
    }

    /** What the file says to a value; a missing node if nothing. */
    static JsonNode written(JsonNode written, Value value) {
        return (value.section().isEmpty() ? written : written.path(value.section())).path(value.name());
    }

    private Html field(Value value) {
        String id = value.field().replaceAll("[^A-Za-z0-9]", "-");
        String fault = faults.getOrDefault(value.path(), "");
        String label = value.name() + (value.is("required") ? " (required)" : "");
        return element(
                "div",
                attribute("class", "field"),
                element("label", attribute("for", id), text(label)),
                control(value, id, !fault.isEmpty()),
                help(id, help(value)),
                fault.isEmpty()
                        ? Html.NOTHING
                        : element("p", attribute("class", "fault"), attribute("id", id + "-fault"), text(fault)));
    }

    private static Html help(String id, String sentence) {
        return element("p", attribute("class", "help"), attribute("id", id + "-help"), text(sentence));
    }

    private static String help(Value value) {
        String defaults =
                value.key().path("defaults").valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
        return value.key().path("help").asText().replaceFirst("\\.$", "")
                + (value.is("many") ? "; one a line" : "")
                + (value.is("secret") ? "; a secret: env:NAME, file:/path or the value" : "")
                + (defaults.isEmpty() ? "" : "; " + defaults + " if nothing is said");
    }

    private Html control(Value value, String id, boolean faulty) {
        List<Attribute> attributes = new ArrayList<>(List.of(
                attribute("id", id),
                attribute("name", value.field()),
                attribute("aria-describedby", faulty ? id + "-fault " + id + "-help" : id + "-help")));
        if (faulty) {
            attributes.add(attribute("aria-invalid", "true"));
        }
        String present = present(value);
        List<String> options = value.key().path("type").asText().equals("flag")
                ? List.of("true", "false")
                : value.key()
                        .path("options")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList();
        if (value.is("many")) {
            attributes.add(attribute("rows", "4"));
            return element("textarea", attributes, text("\n" + present));
        }
        if (!options.isEmpty()) {
            return element("select", attributes, options(options, present));
        }
        if (value.is("secret")) {
            attributes.add(attribute("type", "password"));
            attributes.add(attribute("autocomplete", "off"));
        } else {
            attributes.add(attribute("type", "text"));
        }
        attributes.add(attribute("value", present));
        return empty("input", attributes);
    }

    private static Html options(List<String> options, String present) {
        List<Html> all = new ArrayList<>();
        all.add(element("option", attribute("value", ""), text("–")));
        List<String> choices = new ArrayList<>(options);
        if (!present.isEmpty() && !options.contains(present)) {
            choices.add(present);
        }
        for (String option : choices) {
            List<Attribute> attributes = new ArrayList<>(List.of(attribute("value", option)));
            if (option.equals(present)) {
                attributes.add(attribute("selected", ""));
            }
            all.add(element("option", attributes, text(option)));
        }
        return join(all);
    }

    /** What was typed, unless it is a secret; else what the file says. */
    private String present(Value value) {
        List<String> texts = typed.get(value.field());
        if (texts != null && !value.is("secret")) {
            return texts.getFirst();
        }
        JsonNode now = written(written, value);
        return now.isArray()
                ? now.valueStream().map(JsonNode::asText).collect(Collectors.joining("\n"))
                : now.asText("");
    }

    private static Html hidden(String field, String value) {
        return empty("input", attribute("type", "hidden"), attribute("name", field), attribute("value", value));
    }
}
