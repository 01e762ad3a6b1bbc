package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which fields of entities to show, as paths such as {@code title} and {@code properties.url}.
 *
 * @param include the only ones, or none for all
 * @param exclude those that are left out
 */
public record Fields(List<String> include, List<String> exclude) {

    /** Everything. */
    public static final Fields ALL = new Fields(List.of(), List.of());

    public Fields {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Fields by the short names of a search in one blueprint: keys of properties and relations, or meta-properties such as {@code $title}. */
    public static Fields ofKeys(Collection<String> include, Collection<String> exclude) {
        return new Fields(paths(include), paths(exclude));
    }

    /** Whether a field of the entity itself, or a part of it, is among them. */
    boolean shows(String field) {
        return !exclude.contains(field)
                && (include.isEmpty()
                        || include.stream().anyMatch(path -> path.equals(field) || path.startsWith(field + ".")));
    }

    /** The same fields, those among the ones to show. */
    ObjectNode of(ObjectNode entity) {
        var shown = include.isEmpty() ? entity : included(entity);
        for (var path : exclude) {
            var dot = path.indexOf('.');
            if (dot < 0) {
                shown.remove(path);
            } else if (shown.get(path.substring(0, dot)) instanceof ObjectNode part) {
                part.remove(path.substring(dot + 1));
            }
        }
        return shown;
    }

    private ObjectNode included(ObjectNode entity) {
        var shown = Json.object();
        for (var path : include) {
            var dot = path.indexOf('.');
            var head = dot < 0 ? path : path.substring(0, dot);
            var part = entity.get(head);
            if (part == null) {
                continue;
            }
            if (dot < 0) {
                shown.set(head, part);
            } else {
                copy(part, path.substring(dot + 1), shown.withObjectProperty(head));
            }
        }
        return shown;
    }

    private static void copy(JsonNode from, String key, ObjectNode to) {
        var value = from.get(key);
        if (value != null) {
            to.set(key, value);
        }
    }

    private static List<String> paths(Collection<String> keys) {
        var paths = new TreeSet<String>();
        for (var key : keys) {
            if (key.startsWith("$")) {
                paths.add(key.substring(1));
            } else {
                paths.add("properties." + key);
                paths.add("relations." + key);
            }
        }
        return List.copyOf(paths);
    }
}
