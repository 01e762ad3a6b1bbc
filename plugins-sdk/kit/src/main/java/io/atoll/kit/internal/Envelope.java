package io.atoll.kit.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * What stands around the items of an answer that is never held as a whole: enough to see what it tells of the list. Arrays are empty, long
 * texts are left out, and so is what comes after many values.
 */
final class Envelope {

    private static final int MOST_VALUES = 1000;
    private static final int LONGEST_TEXT = 4096;

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private int values;

    /** The outermost object. */
    ObjectNode root() {
        return root;
    }

    /** Takes the value of a field, which the parser stands at, and goes on to its last token. */
    void take(ObjectNode in, String name, JsonParser parser) throws IOException {
        values++;
        JsonToken token = parser.currentToken();
        if (values > MOST_VALUES) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            fields(in.putObject(name), parser);
        } else if (token == JsonToken.START_ARRAY) {
            in.putArray(name);
            parser.skipChildren();
        } else if (parser.getTextLength() <= LONGEST_TEXT) {
            in.set(name, JsonBody.ITEM.<JsonNode>readTree(parser));
        }
    }

    /** Takes the fields that are left of an object, and goes on to its end. */
    void fields(ObjectNode in, JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            take(in, name, parser);
        }
    }
}
