package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;

/**
 * A query parameter; none is required.
 *
 * @param name its name
 * @param meaning what it does
 * @param schema the values it takes
 */
record Query(String name, String meaning, ObjectNode schema) {

    /** One that is {@code true} or not. */
    static Query flag(String name, String meaning) {
        return new Query(name, meaning, Json.object().put("type", "boolean").put("default", false));
    }

    /** One that is a text. */
    static Query text(String name, String meaning) {
        return new Query(name, meaning, Schema.text());
    }

    /** One that is a time with an offset. */
    static Query time(String name, String meaning) {
        return new Query(name, meaning, Schema.text().put("format", "date-time"));
    }

    /** One that is some texts: repeated, or joined by commas. */
    static Query texts(String name, String meaning) {
        return new Query(name, meaning, Schema.list(Schema.text()));
    }

    /** Any number of parameters of any name. */
    static Query any(String meaning) {
        return new Query("parameters", meaning, Schema.object().set("additionalProperties", Schema.text()));
    }

    /** One that is a whole number within bounds. */
    static Query number(String name, String meaning, int least, int most) {
        return new Query(name, meaning, Schema.whole().put("minimum", least).put("maximum", most));
    }

    /** The parameter as OpenAPI writes it. */
    ObjectNode document() {
        return Json.object()
                .put("name", name)
                .put("in", "query")
                .put("description", meaning)
                .set("schema", schema.deepCopy());
    }
}
