package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;

/** Schemas of bodies and answers, as OpenAPI writes them. */
final class Schema {

    private Schema() {}

    /** The schema of that name in {@code schemas.json}. */
    static ObjectNode named(String name) {
        return Json.object().put("$ref", "#/components/schemas/" + name);
    }

    /** A list of what a named schema describes. */
    static ObjectNode list(String name) {
        return list(named(name));
    }

    /** A list. */
    static ObjectNode list(ObjectNode items) {
        return Json.object().put("type", "array").set("items", items);
    }

    /** What another schema describes, or null. */
    static ObjectNode orNull(ObjectNode schema) {
        var either = Json.object();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    /** A text. */
    static ObjectNode text() {
        return Json.object().put("type", "string");
    }

    /** A whole number. */
    static ObjectNode whole() {
        return Json.object().put("type", "integer");
    }

    /** Any object. */
    static ObjectNode object() {
        return Json.object().put("type", "object");
    }

    /** An object that must have one key. */
    static ObjectNode object(String key, ObjectNode value) {
        var schema = object();
        schema.putArray("required").add(key);
        schema.putObject("properties").set(key, value);
        return schema;
    }

    /** {@code {"ok": true}}. */
    static ObjectNode answer() {
        return object("ok", Json.object().put("const", true));
    }

    /** {@code {"ok": true, key: value}}. */
    static ObjectNode answer(String key, ObjectNode value) {
        return with(answer(), key, value);
    }

    /** The schema of an object that must have one key more. */
    static ObjectNode with(ObjectNode object, String key, ObjectNode value) {
        object.withArrayProperty("required").add(key);
        object.withObjectProperty("properties").set(key, value);
        return object;
    }
}
