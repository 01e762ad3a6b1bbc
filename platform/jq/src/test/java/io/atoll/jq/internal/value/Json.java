package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.run.Meter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Values for tests, written and shown as JSON. */
final class Json {

    private Json() {}

    static Meter meter() {
        return new Meter(Limits.none());
    }

    static JsonNode of(String json) {
        return JsonReader.read(json, meter());
    }

    static String text(JsonNode value) {
        return JsonText.compact(value, meter());
    }

    static String error(ThrowingCallable code) {
        return String.valueOf(
                catchThrowableOfType(EvaluationException.class, code).getMessage());
    }

    /** Arrays in arrays, so many. */
    static JsonNode deepArray(int levels) {
        ArrayNode value = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < levels; i++) {
            value = JsonNodeFactory.instance.arrayNode().add(value);
        }
        return value;
    }

    /** Objects in objects, so many. */
    static JsonNode deepObject(int levels) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < levels; i++) {
            value = JsonNodeFactory.instance.objectNode().set("a", value);
        }
        return value;
    }

    /** Runs code with a stack for the deepest values; what it throws fails the test. */
    static void withDeepStack(Runnable code) throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, code, "deep", 256L << 20);
        thread.setUncaughtExceptionHandler((ignored, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new AssertionError(failure[0]);
        }
    }
}
