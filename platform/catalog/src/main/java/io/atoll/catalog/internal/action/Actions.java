package io.atoll.catalog.internal.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.entity.ValueCheck;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.util.Set;

/** What an action may look like, and which inputs it takes. */
public final class Actions {

    private static final Set<String> TRIGGERS = Set.of("self-service", "automation");
    private static final Set<String> OPERATIONS = Set.of("CREATE", "DAY-2", "DELETE");
    private static final Set<String> METHODS = Set.of(
            "KAFKA",
            "WEBHOOK",
            "GITHUB",
            "GITLAB",
            "AZURE_DEVOPS",
            "JENKINS",
            "SLACK",
            "UPSERT_ENTITY",
            "INTEGRATION_ACTION");

    private Actions() {}

    /** Refuses what is no action; one without trigger or invocation is kept, and cannot be run. */
    public static void check(ObjectNode action) {
        expect(Json.text(action, "identifier") != null, "an action must have required property \"identifier\", a text");
        if (action.has("invocationMethod")) {
            among(action.path("invocationMethod").path("type"), METHODS, "\"invocationMethod.type\"");
        }
        if (action.has("trigger")) {
            checkTrigger(action.path("trigger"));
        }
    }

    /** Refuses to run what does not say how. */
    static void checkRunnable(ObjectNode action) {
        expect(
                action.has("trigger") && action.has("invocationMethod"),
                "the action cannot be run: it has no \"trigger\" or no \"invocationMethod\"");
    }

    private static void checkTrigger(JsonNode trigger) {
        among(trigger.path("type"), TRIGGERS, "\"trigger.type\"");
        if (trigger.path("type").asText().equals("self-service")) {
            among(trigger.path("operation"), OPERATIONS, "\"trigger.operation\"");
            expect(
                    trigger.path("userInputs").isMissingNode()
                            || trigger.path("userInputs").path("properties").isObject(),
                    "\"trigger.userInputs\" must have required property \"properties\", an object");
        } else {
            expect(trigger.path("event").isObject(), "\"trigger\" must have required property \"event\", an object");
        }
    }

    /** The inputs of a run: those given, and the defaults of the others; inputs that the action does not know are kept. */
    static ObjectNode inputs(ObjectNode action, ObjectNode given) {
        var defined = action.path("trigger").path("userInputs");
        var inputs = given.deepCopy();
        Json.object(defined, "properties").properties().forEach(input -> {
            var preset = input.getValue().get("default");
            if (preset != null && !preset.isObject() && !inputs.has(input.getKey())) {
                inputs.set(input.getKey(), preset);
            }
            var value = inputs.get(input.getKey());
            if (value != null) {
                ValueCheck.check(input.getKey(), input.getValue(), value);
            }
        });
        for (var key : Json.texts(defined.get("required"))) {
            if (!inputs.hasNonNull(key)) {
                throw Refusal.mismatch("missing_property", key, "the action needs the input \"" + key + "\"");
            }
        }
        return inputs;
    }

    private static void among(JsonNode value, Set<String> allowed, String where) {
        expect(
                value.isTextual() && allowed.contains(value.textValue()),
                where + " must be one of "
                        + String.join(", ", allowed.stream().sorted().toList()));
    }

    private static void expect(boolean holds, String complaint) {
        if (!holds) {
            throw Refusal.invalid(complaint);
        }
    }
}
