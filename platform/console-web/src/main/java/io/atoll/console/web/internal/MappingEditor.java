package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Answer.Redirect;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Edits the mapping of an integration: a raw record, the mapping, and what it makes of the record, side by side. One form, whose buttons ask
 * for different operations; what was typed comes back with every answer. A script asks for the same while somebody types.
 */
record MappingEditor(Desk desk, String integration) {

    static final String SAVE = "mapping set";
    static final String EVALUATE = "mapping eval";
    static final String TEST = "mapping test";
    static final String KEEP = "mapping keep";
    static final String EFFECT = "effect";
    static final String DRAFT = "mapping draft";

    static final String MAPPING = "mapping";
    static final String RECORD = "record";
    static final String RESOURCE = "resource";
    static final String NAME = "name";
    static final String DESPITE_TESTS = "despiteTests";

    /** A field of the form, which a script sends: only what the mapping makes is wanted, not the whole page. */
    static final String PART = "formPart";

    private static final Set<String> OPERATIONS = Set.of(SAVE, EVALUATE, TEST, KEEP, EFFECT);
    private static final int SAMPLES = 5;

    /** The editor whose form asks for an operation; empty if it is another one's. */
    static Optional<MappingEditor> sent(Desk desk, String operation) {
        return desk.query()
                .text("integration")
                .filter(integration -> OPERATIONS.contains(operation))
                .map(integration -> new MappingEditor(desk, integration));
    }

    static String title(String integration) {
        return "Mapping of " + integration;
    }

    /** The page as it is opened, with the mapping in force and a record that is kept. */
    Page page() throws Refused, InterruptedException {
        Operations.Answer inForce = inForce();
        List<String> resources = MappingDraft.resources(inForce.body().path(MAPPING));
        String resource = desk.query().text(RESOURCE).orElse(resources.isEmpty() ? "" : resources.getFirst());
        List<JsonNode> samples = samples(resource);
        int chosen = samples.isEmpty() ? 0 : Math.floorMod(number("sample"), samples.size());
        MappingDraft draft = new MappingDraft(
                inForce.body().path("text").asText(),
                samples.isEmpty() ? "" : samples.get(chosen).path(RECORD).toPrettyString(),
                resource,
                seen(inForce),
                "");
        return page(200, inForce.body(), draft, Optional.empty(), Html.NOTHING);
    }

    /** The mapping in force; if there is none, one to begin with, which has no version. */
    private Operations.Answer inForce() throws Refused, InterruptedException {
        try {
            return desk.ask(MAPPING, Map.of("integration", integration));
        } catch (Refused none) {
            if (none.kind() != Refused.Kind.UNKNOWN) {
                throw none;
            }
            return new Operations.Answer(desk.ask(DRAFT, "integration", integration), null);
        }
    }

    private static String seen(Operations.Answer inForce) {
        return Objects.toString(inForce.etag(), "");
    }

    private int number(String field) {
        return desk.query()
                .text(field)
                .filter(text -> text.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** After one of the operations was done. */
    Answer done(String operation, JsonNode body) throws InterruptedException {
        MappingDraft draft = MappingDraft.sent(desk.query());
        return switch (operation) {
            case EFFECT -> new Redirect(Place.path("runs", body.path("run").asText()));
            case SAVE ->
                new Redirect(Place.path(
                        "/mapping",
                        ordered("integration", integration, RESOURCE, draft.resource(), Performing.DONE, SAVE)));
            case KEEP ->
                again(
                        200,
                        draft,
                        Optional.empty(),
                        notice("Saved as a test in " + body.path("file").asText() + "."));
            case TEST -> again(200, draft, Optional.empty(), notice(MappingTestsPart.summary(body)));
            default ->
                part()
                        ? new Page("Part", result(draft, List.of()).html())
                        : again(200, draft, Optional.empty(), Html.NOTHING);
        };
    }

    private static Map<String, String> ordered(String... fields) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            if (!fields[i + 1].isEmpty()) {
                ordered.put(fields[i], fields[i + 1]);
            }
        }
        return ordered;
    }

    private static Html notice(String sentence) {
        return element("p", attribute("class", "notice"), attribute("role", "status"), text(sentence));
    }

    /** After one of them was refused: what was typed is kept. */
    Answer refused(Refused refused) throws InterruptedException {
        MappingDraft draft = MappingDraft.sent(desk.query());
        return part()
                ? new Page("Part", result(draft, List.of()).html())
                : again(Answer.status(refused), draft, Optional.of(refused), Html.NOTHING);
    }

    private boolean part() {
        return desk.query().text(PART).isPresent();
    }

    private Page again(int status, MappingDraft draft, Optional<Refused> refused, Html notice)
            throws InterruptedException {
        try {
            Operations.Answer inForce = inForce();
            boolean stale =
                    refused.filter(each -> each.kind() == Refused.Kind.STALE).isPresent();
            return stale
                    ? page(status, inForce.body(), draft.seeing(seen(inForce)), refused, other(inForce))
                    : page(status, inForce.body(), draft, refused, notice);
        } catch (Refused gone) {
            return Answer.sorry(title(integration), refused.orElse(gone));
        }
    }

    private static Html other(Operations.Answer inForce) {
        return element(
                "details",
                attribute("open", ""),
                element(
                        "summary",
                        text("What is in force now. What you have typed is still below; saving again replaces this.")),
                Words.block(inForce.body().path("text").asText()));
    }

    private Page page(int status, JsonNode inForce, MappingDraft draft, Optional<Refused> refused, Html notice)
            throws InterruptedException {
        List<JsonNode> samples = samples(draft.resource());
        MappingResult result = result(draft, samples);
        MappingForm form = new MappingForm(desk, integration, draft, refused);
        Html content = join(
                element("p", text(MappingPage.source(inForce) + " Saving it begins no run: the next one maps by it.")),
                refused.isPresent() && !form.atAField()
                        ? Answer.alert(refused.get().getMessage())
                        : Html.NOTHING,
                notice,
                form.html(resources(inForce, draft), samples.size(), result),
                new MappingTestsPart(desk, integration).html(draft));
        return new Page(status, title(integration), content, Script.MAPPING);
    }

    private static List<String> resources(JsonNode inForce, MappingDraft draft) {
        List<String> resources = new ArrayList<>(MappingDraft.resources(inForce.path(MAPPING)));
        if (!draft.resource().isBlank() && !resources.contains(draft.resource())) {
            resources.add(draft.resource());
        }
        return resources;
    }

    /** What the mapping makes of the record, and what is to be looked at in it. */
    private MappingResult result(MappingDraft draft, List<JsonNode> samples) throws InterruptedException {
        List<JsonNode> records = samples.stream().map(each -> each.path(RECORD)).toList();
        try {
            JsonNode findings = findings(draft, records);
            return draft.record().isBlank()
                    ? MappingResult.without(findings)
                    : new MappingResult(ask(EVALUATE, draft, Map.of(RECORD, draft.record())), findings);
        } catch (Refused refused) {
            return MappingResult.none(refused);
        }
    }

    private JsonNode findings(MappingDraft draft, List<JsonNode> records) throws Refused, InterruptedException {
        ObjectNode input = input("mapping review", draft, Map.of());
        records.forEach(input.withArray("samples")::add);
        return desk.operations().perform(desk.caller(), "mapping review", input).body();
    }

    private JsonNode ask(String operation, MappingDraft draft, Map<String, String> more)
            throws Refused, InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("integration", integration);
        return desk.operations()
                .perform(desk.caller(), operation, input(operation, draft, fields))
                .body();
    }

    private ObjectNode input(String operation, MappingDraft draft, Map<String, String> more) throws Refused {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        more.forEach((field, text) -> texts.put(field, List.of(text)));
        if (!draft.resource().isBlank()) {
            texts.put(RESOURCE, List.of(draft.resource()));
        }
        return desk.operation(operation).input(texts).put(MAPPING, draft.mapping());
    }

    private List<JsonNode> samples(String resource) throws InterruptedException {
        if (resource.isBlank()) {
            return List.of();
        }
        try {
            return desk.ask(
                            "mapping samples",
                            "integration",
                            integration,
                            "kind",
                            MappingDraft.kind(resource),
                            "limit",
                            String.valueOf(SAMPLES))
                    .path("items")
                    .valueStream()
                    .toList();
        } catch (Refused refused) {
            return List.of();
        }
    }
}
