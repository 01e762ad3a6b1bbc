package io.atoll.trigger.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.SyncEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The plans that the platform was started for, as text or as one JSON document, in which a plan looks as a run does in {@link Reports}:
 *
 * <pre>{"plans": [{"run", …, "changes": [{"action", "state", "blueprint", "identifier", "resource", "reason",
 *  "differences": [{"path", "before", "after"}], "entity"}]}], "refused": [{"integration", "reason"}], "pending": 3, "complete": true}</pre>
 *
 * <p>Changes are printed as they are read; they may be many.
 */
final class Plans {

    /** There is nothing to change. */
    static final int NOTHING = 0;

    /** A plan could not be made, or not of everything. */
    static final int UNKNOWN = 1;

    /** Something is to be changed, or waits for a person. */
    static final int PENDING = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern ACTING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final SyncEngine engine;
    private final List<RunReport> plans = new ArrayList<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private long pending;

    /** Has no plan yet; the engine knows the changes of each. */
    Plans(SyncEngine engine) {
        this.engine = engine;
    }

    void add(RunReport plan) {
        plans.add(plan);
    }

    void refused(Integration integration, String reason) {
        refusals.put(integration.id().toString(), reason);
    }

    /** Prints all; gives the exit status. */
    int print(boolean json, PrintStream out) {
        pending = 0;
        if (json) {
            try {
                json(out);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        } else {
            text(out);
        }
        out.flush();
        if (!complete()) {
            return UNKNOWN;
        }
        return pending == 0 ? NOTHING : PENDING;
    }

    /** Whether it is known of everything how it would change. */
    private boolean complete() {
        return refusals.isEmpty() && !plans.isEmpty() && plans.stream().allMatch(Plans::whole);
    }

    /** Deletions that are withheld take nothing from a plan; what could not be read or mapped does. */
    private static boolean whole(RunReport plan) {
        return switch (plan.status()) {
            case COMPLETE, HELD -> true;
            case INCOMPLETE ->
                !plan.kinds().isEmpty()
                        && plan.kinds().stream()
                                .allMatch(kind -> kind.state().equals("complete") && kind.failed() == 0);
            case RUNNING, SUSPENDED, INTERRUPTED, FAILED -> false;
        };
    }

    private void count(Change change) {
        switch (change.state()) {
            case PLANNED, HELD -> pending++;
            case DONE, REFUSED, REJECTED, WITHHELD -> {}
        }
    }

    private void json(PrintStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeArrayFieldStart("plans");
            for (RunReport plan : plans) {
                json(plan, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("refused");
            for (var refusal : refusals.entrySet()) {
                json.writeStartObject();
                json.writeStringField("integration", refusal.getKey());
                json.writeStringField("reason", refusal.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("pending", pending);
            json.writeBooleanField("complete", complete());
            json.writeEndObject();
        }
        out.println();
    }

    private void json(RunReport plan, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var field : Reports.json(plan).properties()) {
            json.writeFieldName(field.getKey());
            json.writeTree(field.getValue());
        }
        json.writeArrayFieldStart("changes");
        engine.changes(plan.id(), change -> {
            count(change);
            try {
                json.writeTree(json(change));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    private static ObjectNode json(Change change) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("action", word(change.action()))
                .put("state", word(change.state()))
                .put("blueprint", change.blueprint())
                .<ObjectNode>set("identifier", change.identifier())
                .put("resource", change.label())
                .put("reason", change.reason());
        var differences = node.putArray("differences");
        change.differences()
                .forEach(difference -> differences
                        .addObject()
                        .put("path", difference.path())
                        .<ObjectNode>set("before", difference.before())
                        .set("after", difference.after()));
        node.set("entity", change.entity());
        return node;
    }

    private void text(PrintStream out) {
        for (RunReport plan : plans) {
            String reason = plan.reason().isEmpty() ? "" : ": " + plan.reason();
            line(out, "plan " + plan.id() + " of " + plan.integration() + " is " + Reports.status(plan) + reason);
            long before = pending;
            engine.changes(plan.id(), change -> {
                count(change);
                text(change, out);
            });
            for (KindReport kind : plan.kinds()) {
                kind.gaps().forEach(gap -> line(out, "  ? " + kind.label() + " was not read whole: " + gap));
                if (kind.failed() > 0) {
                    line(out, "  ? " + kind.failed() + " records of " + kind.label() + " failed");
                }
            }
            long found = pending - before;
            if (found > 0) {
                line(out, "  " + found + " changes; to apply: atoll:apply " + plan.id());
            } else if (whole(plan)) {
                line(out, "  nothing to change");
            }
        }
        refusals.forEach((integration, reason) -> line(out, integration + ": " + reason));
        if (plans.isEmpty() && refusals.isEmpty()) {
            line(out, "no integration is configured; put a file into conf/integrations");
        }
    }

    private static void text(Change change, PrintStream out) {
        JsonNode identifier = change.identifier();
        String name = change.blueprint() + "/" + (identifier.isTextual() ? identifier.asText() : identifier.toString());
        String state = change.state() == Change.State.PLANNED ? "" : " " + word(change.state());
        String reason = change.reason().isEmpty() ? "" : ": " + change.reason();
        line(out, "  " + word(change.action()) + state + " " + name + reason);
        change.differences()
                .forEach(difference -> line(
                        out, "      " + difference.path() + ": " + difference.before() + " → " + difference.after()));
    }

    /** Prints a line, without what would act on a terminal. */
    private static void line(PrintStream out, String text) {
        out.print(ACTING.matcher(text).replaceAll("\uFFFD") + "\n");
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
