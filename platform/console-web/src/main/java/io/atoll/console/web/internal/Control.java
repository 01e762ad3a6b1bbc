package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.empty;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.console.web.internal.Html.Attribute;
import io.atoll.operation.Field;
import io.atoll.operation.Field.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A field of an operation as a person sees it: label, control, help, and what is wrong with it.
 *
 * @param field what it is for
 * @param id unique on the page
 * @param value what stands in it at first; nothing of it is shown if it is secret
 * @param fault what is wrong with the value
 */
record Control(Field field, String id, String value, Optional<String> fault) {

    private static final int LINE = 1_000;

    Html html() {
        return element(
                "div",
                attribute("class", "field"),
                element("label", attribute("for", id), text(label())),
                control(),
                element("p", attribute("class", "help"), attribute("id", helpId()), text(field.help())),
                fault.map(sentence ->
                                element("p", attribute("class", "fault"), attribute("id", faultId()), text(sentence)))
                        .orElse(Html.NOTHING));
    }

    /** The name of the field in words. */
    private String label() {
        String words = field.name().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private Html control() {
        boolean document = field.shape() == Shape.JSON || field.shape() == Shape.OBJECT || field.most() > LINE;
        if (document) {
            return element(
                    "textarea", with(attribute("rows", "14"), attribute("spellcheck", "false")), text("\n" + value));
        }
        return switch (field.shape()) {
            case CHOICE -> select(field.choices());
            case FLAG -> select(List.of("true", "false"));
            case INT, LONG -> input("number");
            case TEXT, NUMBER, MOMENT, JSON, OBJECT -> field.secret() ? secret() : input("text");
        };
    }

    private Html input(String type) {
        return empty("input", with(attribute("type", type), attribute("value", value)));
    }

    private Html secret() {
        String purpose = field.name().equals("current") ? "current-password" : "new-password";
        return empty("input", with(attribute("type", "password"), attribute("autocomplete", purpose)));
    }

    private Html select(List<String> choices) {
        List<Html> options = new ArrayList<>();
        if (!field.required()) {
            options.add(element("option", attribute("value", ""), text("–")));
        }
        for (String choice : choices) {
            List<Attribute> attributes = new ArrayList<>(List.of(attribute("value", choice)));
            if (choice.equals(value)) {
                attributes.add(attribute("selected", ""));
            }
            options.add(element("option", attributes, text(choice)));
        }
        return element("select", with(), join(options));
    }

    /** What every control has, and more. */
    private List<Attribute> with(Attribute... more) {
        List<Attribute> attributes = new ArrayList<>(List.of(
                attribute("id", id),
                attribute("name", field.name()),
                attribute("aria-describedby", fault.isPresent() ? faultId() + " " + helpId() : helpId())));
        attributes.addAll(List.of(more));
        if (fault.isPresent()) {
            attributes.add(attribute("aria-invalid", "true"));
        }
        if (field.required()) {
            attributes.add(attribute("required", ""));
        }
        return attributes;
    }

    private String helpId() {
        return id + "-help";
    }

    private String faultId() {
        return id + "-fault";
    }
}
