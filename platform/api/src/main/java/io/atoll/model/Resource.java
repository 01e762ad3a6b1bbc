package io.atoll.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a mapping: a kind to read, which of its records to keep, and the entity that each of them makes.
 *
 * @param index its position in the mapping, from 0
 * @param kind the kind to read
 * @param selector the whole selector, {@code query} included; not to be changed
 * @param query JQ: whether a record is kept
 * @param items how one record becomes several, if it does
 * @param template the entity to make
 */
public record Resource(
        int index,
        Kind kind,
        ObjectNode selector,
        String query,
        @Nullable Items items,
        Template template) {

    /** The name of the entry in reports: kind and position, for example {@code issue-0}. */
    public String label() {
        return kind.name() + "-" + index;
    }

    /**
     * {@code itemsToParse}: how one record becomes several, one for each element of a list in it.
     *
     * @param expression JQ: the list
     * @param name the key under which each element is put into a copy of its record
     * @param removeList whether the copy goes without the list itself
     */
    public record Items(String expression, String name, boolean removeList) {}

    /**
     * The entity to make. Texts are JQ; where a search is allowed, an object stands for it, whose leaves are JQ.
     *
     * @param identifier a text or a search object
     * @param blueprint a text
     * @param title a text; {@code null} if not mapped
     * @param icon a text; {@code null} if not mapped
     * @param team a text or a search object; {@code null} if not mapped
     * @param properties a text for each property, in the order of the mapping
     * @param relations a text or a search object for each relation, in the order of the mapping
     */
    public record Template(
            JsonNode identifier,
            String blueprint,
            @Nullable JsonNode title,
            @Nullable JsonNode icon,
            @Nullable JsonNode team,
            Map<String, JsonNode> properties,
            Map<String, JsonNode> relations) {

        /** Copies the maps. */
        public Template {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
            relations = Collections.unmodifiableMap(new LinkedHashMap<>(relations));
        }
    }
}
