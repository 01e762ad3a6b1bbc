package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.operation.Field;
import io.atoll.operation.Operation;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form that asks for an operation, made of what the operation says about itself. It is there for those who may ask only.
 *
 * @param desk where the page asks
 * @param name of the operation
 * @param fixed fields that the visitor does not choose, with their texts
 */
record OperationForm(Desk desk, String name, Map<String, String> fixed) {

    /** Where forms are sent; the name of the operation follows, with hyphens between its words. */
    static final String PATH = "/do/";

    /** The field that holds the visitor's token. */
    static final String TOKEN = "formToken";

    /** The field that says to which page to lead afterwards. */
    static final String NEXT = "formNext";

    /** The field that holds the version that the visitor has seen, if it matters. */
    static final String SEEN = "formSeen";

    /** The path that a form is sent to. */
    static String path(String operation) {
        return PATH + operation.replace(' ', '-');
    }

    /** One button, which is all that the visitor can choose; the description says to what it belongs. */
    Html button(String label, String description) {
        return button("", label, description);
    }

    /** One button beside another that is the first choice. */
    Html second(String label, String description) {
        return button("plain", label, description);
    }

    private Html button(String tone, String label, String description) {
        return form(
                here(), element("button", attribute("class", tone), attribute("aria-label", description), text(label)));
    }

    /** A button behind a question. */
    Html confirmed(String label, String question, String next) {
        return desk.offered(name).isEmpty()
                ? Html.NOTHING
                : element(
                        "details",
                        element("summary", text(label + "…")),
                        element("p", text(question)),
                        form(next, element("button", text(label))));
    }

    /** The form around a content of the page's own. */
    Html around(Html... content) {
        return form(here(), content);
    }

    /** All fields that are not fixed, empty, and a button. */
    Html empty(String label) {
        return full(label, Map.of(), Optional.empty());
    }

    /**
     * All fields that are not fixed, and a button.
     *
     * @param values the texts at first, by field
     * @param refused what was wrong with these texts
     */
    Html full(String label, Map<String, String> values, Optional<Refused> refused) {
        return full(label, values, refused, here());
    }

    /** The same, which leads to a page afterwards. */
    Html full(String label, Map<String, String> values, Optional<Refused> refused, String next) {
        List<Html> content = new ArrayList<>();
        desk.offered(name).ifPresent(operation -> {
            for (Field field : operation.fields()) {
                if (!fixed.containsKey(field.name())) {
                    content.add(control(operation, field, values.getOrDefault(field.name(), ""), refused)
                            .html());
                }
            }
        });
        content.add(element("button", text(label)));
        return form(next, content.toArray(Html[]::new));
    }

    /** One field of the operation. */
    Html control(String field, String value, Optional<Refused> refused) {
        return Html.join(desk.offered(name).stream()
                .flatMap(operation -> operation.fields().stream()
                        .filter(each -> each.name().equals(field))
                        .map(each -> control(operation, each, value, refused).html()))
                .toList());
    }

    private static Control control(Operation<?, ?> operation, Field field, String value, Optional<Refused> refused) {
        Optional<String> fault = refused.filter(
                        each -> each.field().filter(field.name()::equals).isPresent())
                .map(Refused::getMessage);
        return new Control(field, operation.name().replace(' ', '-') + "-" + field.name(), value, fault);
    }

    private Html form(String next, Html... content) {
        if (desk.offered(name).isEmpty()) {
            return Html.NOTHING;
        }
        List<Html> hidden = new ArrayList<>();
        hidden.add(hidden(TOKEN, desk.place().visitor().formToken()));
        hidden.add(hidden(NEXT, next));
        fixed.forEach((field, value) -> hidden.add(hidden(field, value)));
        return element(
                "form",
                attribute("method", "post"),
                attribute("action", desk.place().root() + path(name)),
                join(hidden),
                join(content));
    }

    /** A form that was not accepted is shown at another address than its page. */
    private String here() {
        return desk.query().text(NEXT).orElse(desk.path());
    }

    private static Html hidden(String field, String value) {
        return Html.empty("input", attribute("type", "hidden"), attribute("name", field), attribute("value", value));
    }
}
