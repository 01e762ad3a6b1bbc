package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Answer.Redirect;
import io.atoll.operation.Caller;
import io.atoll.operation.Field;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks for what a form asks for, and says what came of it: the next page, or the form again with what is wrong in it. */
final class Performing {

    /** The field of the next page's address that names what was done. */
    static final String DONE = "done";

    private static final Pattern LOCAL = Pattern.compile("/|/[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*");

    private final Desk desk;

    Performing(Desk desk) {
        this.desk = desk;
    }

    /** Performs the operation whose name has hyphens between its words. */
    Answer perform(String hyphened) throws InterruptedException {
        if (!desk.place().visitor().sent(desk.query().text(OperationForm.TOKEN).orElse(null))) {
            return Answer.sorry(
                    403, "Refused", "This form is not from this page, or you signed in anew since. Reload the page.");
        }
        Optional<Operation<?, ?>> operation = desk.operations().all().stream()
                .filter(each -> each.name().replace(' ', '-').equals(hyphened))
                .findFirst();
        if (hyphened.equals(JqPage.OPERATION) && desk.offered(JqPage.OPERATION).isPresent()) {
            return new JqPage(desk).evaluated();
        }
        if (ConfigSaving.SERVED.contains(hyphened.replace('-', ' '))
                && operation.flatMap(each -> desk.offered(each.name())).isPresent()) {
            return new ConfigSaving(desk).perform(hyphened.replace('-', ' '));
        }
        return operation.isPresent() ? perform(operation.get()) : Answer.sorry(503, "Not done", Answer.NOT_RUNNING);
    }

    private Answer perform(Operation<?, ?> operation) throws InterruptedException {
        Map<String, List<String>> texts = texts(operation);
        Optional<MappingEditor> editor = MappingEditor.sent(desk, operation.name());
        try {
            Operations.Answer answer =
                    desk.operations().perform(caller(operation), operation.name(), input(operation, texts));
            return editor.isPresent()
                    ? editor.get().done(operation.name(), answer.body())
                    : outcome(operation.name(), answer.body());
        } catch (Refused refused) {
            return editor.isPresent() ? editor.get().refused(refused) : again(operation, texts, refused);
        }
    }

    /** Who asks; with the version that was seen only where one matters, as a form may have buttons for several operations. */
    private Caller caller(Operation<?, ?> operation) {
        return desk.query()
                .text(OperationForm.SEEN)
                .filter(seen -> operation.resource().isPresent())
                .map(desk.caller()::seeing)
                .orElse(desk.caller());
    }

    private Map<String, List<String>> texts(Operation<?, ?> operation) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Field field : operation.fields()) {
            List<String> said = desk.query().all(field.name());
            boolean blank = said.stream().allMatch(String::isBlank);
            if (!said.isEmpty() && (!blank || field.required())) {
                texts.put(field.name(), said);
            }
        }
        return texts;
    }

    private static ObjectNode input(Operation<?, ?> operation, Map<String, List<String>> texts) throws Refused {
        Map<String, List<String>> others = new LinkedHashMap<>(texts);
        List<String> mapping = others.remove(MappingEditor.MAPPING);
        ObjectNode input = operation.input(others);
        if (mapping != null) {
            input.put(MappingEditor.MAPPING, mapping.getFirst());
        }
        return input;
    }

    private Answer outcome(String operation, JsonNode body) {
        return switch (operation) {
            case "check" ->
                new Page("Check of " + body.path("integration").asText(), IntegrationPage.checked(desk, body));
            case "support" -> new Page("A support archive", SystemPage.made(body));
            case "tokens add" -> new Page("Your new token", PeoplePage.made(desk, body));
            case "resync", "plan", "effect", "apply", "approve", "reject", "abort" ->
                new Redirect(Place.path("runs", body.path("run").asText()));
            default -> new Redirect(Place.path(next(), Map.of(DONE, operation)));
        };
    }

    /** The page that the form names, if it is one of these. */
    private String next() {
        return desk.query()
                .text(OperationForm.NEXT)
                .filter(path -> LOCAL.matcher(path).matches())
                .map(path -> path.replaceAll("[?#].*", ""))
                .orElse("/");
    }

    /** The form again, with what was sent besides secrets; only the reason if nothing in it can be set right. */
    private Page again(Operation<?, ?> operation, Map<String, List<String>> texts, Refused refused) {
        Map<String, String> fixed = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : operation.fields()) {
            String text = texts.getOrDefault(field.name(), List.of()).stream()
                    .findFirst()
                    .orElse("");
            (field.place() == Field.Place.PATH && !text.isEmpty() ? fixed : values).put(field.name(), text);
        }
        boolean possible =
                refused.field().isPresent() && operation.fields().stream().noneMatch(Field::many);
        Html form = possible && !values.isEmpty()
                ? new OperationForm(desk, operation.name(), fixed).full("Try again", values, Optional.of(refused))
                : Html.NOTHING;
        return new Page(
                Answer.status(refused),
                "Not done",
                join(
                        Answer.alert(refused.getMessage()),
                        element("p", text("What was asked for: " + operation.summary() + ".")),
                        form,
                        element("p", desk.place().link(next(), "Back"))),
                Script.NONE);
    }
}
