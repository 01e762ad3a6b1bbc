package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.util.function.Consumer;

/**
 * The operations of the platform, as whoever has entered its shell may ask for them: the user of the machine that runs it.
 *
 * @param operations performs them
 */
record Platform(Operations operations) {

    /** As which the shell is known to reports and the audit log. */
    static final Caller CALLER = new Caller("shell", Role.ADMIN, Means.SHELL);

    /** How many items the parts of a list have that is read to its end. */
    static final int PART = 500;

    /** Performs an operation; what it answers. */
    JsonNode ask(String operation, JsonNode input) throws CommandException, InterruptedException {
        try {
            return operations.perform(CALLER, operation, input).body();
        } catch (Refused refused) {
            throw CommandException.refused(refused.getMessage());
        }
    }

    /** Performs an operation about one run; what it answers. */
    JsonNode ofRun(String operation, String run) throws CommandException, InterruptedException {
        return ask(operation, JsonNodeFactory.instance.objectNode().put("run", run));
    }

    /** Reads a list to its end; only a part of it is held at any time. */
    void each(String operation, ObjectNode input, Consumer<JsonNode> consumer)
            throws CommandException, InterruptedException {
        ObjectNode wanted = input.deepCopy().put("limit", PART);
        for (boolean more = true; more; ) {
            JsonNode part = ask(operation, wanted);
            part.path("items").forEach(consumer);
            more = part.path("next").isTextual();
            wanted.set("cursor", part.path("next"));
        }
    }
}
