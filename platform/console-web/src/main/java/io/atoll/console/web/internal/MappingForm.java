package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.empty;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.console.web.internal.Html.Attribute;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The form of the mapping editor.
 *
 * @param draft what stands in it
 * @param refused what was wrong with it
 */
record MappingForm(Desk desk, String integration, MappingDraft draft, Optional<Refused> refused) {

    /** How many characters the platform takes. */
    private static final String MOST = "1000000";

    private static final Set<String> FIELDS = Set.of(
            MappingEditor.MAPPING,
            MappingEditor.RECORD,
            MappingEditor.RESOURCE,
            MappingEditor.NAME,
            MappingEditor.DESPITE_TESTS);

    /** Whether what was wrong is shown at a field. */
    boolean atAField() {
        return refused.flatMap(Refused::field).filter(FIELDS::contains).isPresent();
    }

    /**
     * The whole form.
     *
     * @param resources that can be chosen
     * @param samples how many records of the kind are kept, and can be leafed through
     */
    Html html(List<String> resources, int samples, MappingResult result) {
        return element(
                "form",
                attribute("method", "post"),
                attribute("action", action(MappingEditor.EVALUATE)),
                attribute("class", "editor"),
                attribute("id", "mapping-editor"),
                attribute("data-integration", integration),
                hidden(OperationForm.TOKEN, desk.place().visitor().formToken()),
                hidden("integration", integration),
                hidden(OperationForm.SEEN, draft.seen()),
                element(
                        "div",
                        attribute("class", "columns"),
                        column("Raw record", left(resources, samples)),
                        column("Mapping", middle(result)),
                        column("What it makes", result.made())),
                buttons());
    }

    private static Html column(String heading, Html content) {
        return element("section", element("h2", text(heading)), content);
    }

    private Html left(List<String> resources, int samples) {
        List<Html> options = new ArrayList<>();
        for (String resource : resources) {
            List<Attribute> attributes = new ArrayList<>(List.of(attribute("value", resource)));
            if (resource.equals(draft.resource())) {
                attributes.add(attribute("selected", ""));
            }
            options.add(element("option", attributes, text(resource)));
        }
        return join(
                field(
                        MappingEditor.RESOURCE,
                        "Resource of the mapping",
                        element("select", control(MappingEditor.RESOURCE), join(options))),
                field(
                        MappingEditor.RECORD,
                        "A raw record, as JSON",
                        element(
                                "textarea",
                                control(
                                        MappingEditor.RECORD,
                                        attribute("class", "code"),
                                        attribute("spellcheck", "false"),
                                        attribute("maxlength", MOST)),
                                text("\n" + draft.record()))),
                leafing(samples));
    }

    /** Links for those without scripts; a script puts buttons in their place that keep what was typed. */
    private Html leafing(int samples) {
        List<Html> links = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("integration", integration);
            fields.put(MappingEditor.RESOURCE, draft.resource());
            fields.put("sample", String.valueOf(i));
            links.add(element("li", desk.place().link(Place.path("/mapping", fields), "Record " + (i + 1))));
        }
        return element(
                "div",
                attribute("id", "mapping-leafing"),
                element(
                        "p",
                        attribute("class", "help"),
                        text("Of what the latest run read, with what looks like a secret masked.")),
                links.isEmpty()
                        ? Html.NOTHING
                        : element(
                                "noscript",
                                element("p", text("Another one, without what you have typed:")),
                                element("ul", join(links))));
    }

    private Html middle(MappingResult result) {
        return join(
                element("label", attribute("for", id(MappingEditor.MAPPING)), text("The mapping, as YAML")),
                element(
                        "div",
                        attribute("class", "written"),
                        element(
                                "textarea",
                                control(
                                        MappingEditor.MAPPING,
                                        attribute("class", "code"),
                                        attribute("spellcheck", "false"),
                                        attribute("autocapitalize", "off"),
                                        attribute("autocomplete", "off"),
                                        attribute("wrap", "off"),
                                        attribute("maxlength", MOST)),
                                text("\n" + draft.mapping()))),
                element(
                        "p",
                        attribute("class", "help"),
                        attribute("id", id(MappingEditor.MAPPING) + "-help"),
                        text("Ctrl+Space lists what can stand at the cursor: kinds, blueprints, their fields, and paths"
                                + " of records. Tab leads on to the next field.")),
                element(
                        "p",
                        attribute("id", "mapping-status"),
                        attribute("role", "status"),
                        attribute("class", "help")),
                result.faults());
    }

    private Html buttons() {
        return element(
                "div",
                attribute("class", "steps"),
                button("Map the record", MappingEditor.EVALUATE, "plain"),
                button("Run the tests", MappingEditor.TEST, "plain"),
                element(
                        "button",
                        attribute("class", "plain"),
                        attribute("formaction", action(MappingEditor.EFFECT)),
                        attribute("formtarget", "_blank"),
                        attribute("aria-label", "Effect on the whole catalog, in a new tab"),
                        text("Effect on the whole catalog ↗")),
                field(
                        MappingEditor.NAME,
                        "Name of a test",
                        empty(
                                "input",
                                control(
                                        MappingEditor.NAME,
                                        attribute("maxlength", "100"),
                                        attribute("value", draft.name())))),
                button("Save the record as a test", MappingEditor.KEEP, "plain"),
                element(
                        "div",
                        attribute("class", "field"),
                        empty(
                                "input",
                                control(
                                        MappingEditor.DESPITE_TESTS,
                                        attribute("type", "checkbox"),
                                        attribute("value", "true"))),
                        element(
                                "label",
                                attribute("class", "beside"),
                                attribute("for", id(MappingEditor.DESPITE_TESTS)),
                                text("Even if tests fail")),
                        fault(MappingEditor.DESPITE_TESTS)),
                button("Save, begin no run", MappingEditor.SAVE, ""));
    }

    private Html button(String label, String operation, String tone) {
        return desk.offered(operation).isEmpty()
                ? Html.NOTHING
                : element("button", attribute("class", tone), attribute("formaction", action(operation)), text(label));
    }

    private String action(String operation) {
        return desk.place().root() + OperationForm.path(operation);
    }

    private Html field(String name, String label, Html control) {
        return element(
                "div",
                attribute("class", "field"),
                element("label", attribute("for", id(name)), text(label)),
                control,
                fault(name));
    }

    /** What is wrong with a field; with the mapping, that is listed below it. */
    private Html fault(String name) {
        return faulty(name) && !name.equals(MappingEditor.MAPPING)
                ? element(
                        "p",
                        attribute("class", "fault"),
                        attribute("role", "alert"),
                        attribute("id", id(name) + "-fault"),
                        text(refused.map(Refused::getMessage).orElse("")))
                : Html.NOTHING;
    }

    private boolean faulty(String name) {
        return refused.flatMap(Refused::field).filter(name::equals).isPresent();
    }

    private List<Attribute> control(String name, Attribute... more) {
        List<Attribute> attributes = new ArrayList<>(List.of(attribute("id", id(name)), attribute("name", name)));
        attributes.addAll(List.of(more));
        if (name.equals(MappingEditor.MAPPING)) {
            attributes.add(attribute("aria-describedby", id(name) + "-help " + MappingResult.FAULTS));
        } else if (faulty(name)) {
            attributes.add(attribute("aria-describedby", id(name) + "-fault"));
        }
        if (faulty(name)) {
            attributes.add(attribute("aria-invalid", "true"));
        }
        return attributes;
    }

    private static String id(String name) {
        return "mapping-" + name;
    }

    private static Html hidden(String field, String value) {
        return empty("input", attribute("type", "hidden"), attribute("name", field), attribute("value", value));
    }
}
