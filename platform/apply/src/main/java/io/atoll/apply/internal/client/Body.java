package io.atoll.apply.internal.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;

/** Reads the JSON body of a successful answer. */
@FunctionalInterface
public interface Body<T> {

    /** The length of an answer, in bytes, that is read unless something else is said: 16 MiB. */
    long LONGEST = 16L * 1024 * 1024;

    /** Reads a JSON object as a whole. */
    Body<JsonNode> OBJECT = parser -> {
        begin(parser);
        JsonNode node = parser.readValueAsTree();
        if (!node.isObject()) {
            throw new Unrepeatable("the answer is not the JSON object that was expected");
        }
        return node;
    };

    /** Takes an object, whatever it holds, and no answer at all; but not the page of somebody who stands between us and the catalog. */
    Body<Boolean> DONE = parser -> {
        JsonToken token = parser.nextToken();
        if (token != null && token != JsonToken.START_OBJECT) {
            throw new Unrepeatable("the answer is not the JSON object that was expected");
        }
        return true;
    };

    /** Takes whatever comes. */
    Body<Boolean> ANYTHING = parser -> true;

    /**
     * Goes to the beginning of the JSON.
     *
     * @throws EOFException if there is none: an answer that broke off before its content looks like an empty one
     */
    static JsonToken begin(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new EOFException("the answer has no content");
        }
        return token;
    }

    /**
     * Reads; called once for each attempt.
     *
     * @throws Unrepeatable if the body is not what was asked for
     * @throws IOException if it could not be read whole
     */
    T read(JsonParser parser) throws IOException;

    /** The length in bytes, decompressed, beyond which an answer is not read on. */
    default long longest() {
        return LONGEST;
    }
}
