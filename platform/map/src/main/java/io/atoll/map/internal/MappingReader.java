package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.LimitException;
import io.atoll.jq.SyntaxException;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Items;
import io.atoll.model.Resource.Template;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.spi.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads mapping documents.
 *
 * <p>What Ocean's models refuse is a fault. So is a text that does not compile where nothing could be made without it: the
 * selector's query, the list of items, identifier and blueprint. In other places such a text is a null of each record.
 */
final class MappingReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Expressions expressions;

    MappingReader(Expressions expressions) {
        this.expressions = expressions;
    }

    /**
     * Reads a document.
     *
     * @throws MalformedMapping with all faults: the place, what is wrong, and what to do
     */
    Mapping read(JsonNode document) throws MalformedMapping {
        Place root = new Place("", document, new ArrayList<>());
        Mapping mapping = root.object()
                ? new Mapping(resources(root.at("resources")), options(root), fingerprint(root))
                : new Mapping(List.of(), options(root), "");
        if (!root.faults().isEmpty()) {
            throw new MalformedMapping(root.faults());
        }
        return mapping;
    }

    private static String fingerprint(Place root) {
        try {
            return Fingerprint.of(root.node());
        } catch (LimitException e) {
            root.fault("is refused: " + e.getMessage());
            return "";
        }
    }

    private static Mapping.Options options(Place root) {
        return new Mapping.Options(
                either(root, "enableMergeEntity", "enable_merge_entity").flag(true),
                either(root, "deleteDependentEntities", "delete_dependent_entities")
                        .flag(true),
                either(root, "createMissingRelatedEntities", "create_missing_related_entities")
                        .flag(true),
                either(root, "entityDeletionThreshold", "entity_deletion_threshold")
                        .part(0.9));
    }

    private static Place either(Place root, String camelCase, String snakeCase) {
        return root.node().has(camelCase) ? root.at(camelCase) : root.at(snakeCase);
    }

    private List<Resource> resources(Place list) {
        List<Resource> resources = new ArrayList<>();
        if (!list.isAbsent() && list.list()) {
            for (Place resource : list.elements()) {
                if (resource.object()) {
                    resources.add(resource(resources.size(), resource));
                }
            }
        }
        return resources;
    }

    private Resource resource(int index, Place resource) {
        Place selector = resource.at("selector");
        Place port = resource.at("port");
        return new Resource(
                index,
                kind(resource.at("kind")),
                selector.object() ? ((ObjectNode) selector.node()).deepCopy() : NODES.objectNode(),
                selector.node().isObject() ? program(selector.at("query")) : "",
                port.object() ? items(port) : null,
                template(port));
    }

    private static Kind kind(Place kind) {
        String name = kind.text();
        if (name.isBlank() && kind.node().isTextual()) {
            kind.fault("is blank; write the name of a kind");
        }
        return new Kind(name.isBlank() ? "?" : name);
    }

    private @Nullable Items items(Place port) {
        Place expression = port.at("itemsToParse");
        Place name = port.at("itemsToParseName");
        String nameText = name.isAbsent() ? "item" : name.text();
        boolean removeList = port.at("itemsToParseTopLevelTransform").flag(true);
        return expression.isAbsent() || expression.node().isNull()
                ? null
                : new Items(program(expression), nameText, removeList);
    }

    private Template template(Place port) {
        Place entity = port.at("entity");
        Place mappings = entity.at("mappings");
        boolean readable = port.node().isObject() && entity.object() && mappings.object();
        return readable
                ? new Template(
                        required(mappings.at("identifier")),
                        program(mappings.at("blueprint")),
                        optional(mappings.at("title"), false),
                        optional(mappings.at("icon"), false),
                        optional(mappings.at("team"), true),
                        fields(mappings.at("properties"), false),
                        fields(mappings.at("relations"), true))
                : new Template(NODES.objectNode(), "", null, null, null, Map.of(), Map.of());
    }

    private JsonNode required(Place place) {
        return place.node().isObject() ? search(place, true) : TextNode.valueOf(program(place));
    }

    private @Nullable JsonNode optional(Place place, boolean searchable) {
        if (place.isAbsent()) {
            return null;
        }
        return place.node().isNull() ? place.node() : field(place, searchable);
    }

    private Map<String, JsonNode> fields(Place place, boolean searchable) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (!place.isAbsent() && place.object()) {
            place.node().fieldNames().forEachRemaining(name -> fields.put(name, field(place.at(name), searchable)));
        }
        return fields;
    }

    private JsonNode field(Place place, boolean searchable) {
        return searchable && place.node().isObject() ? search(place, false) : TextNode.valueOf(place.text());
    }

    private ObjectNode search(Place search, boolean compiled) {
        ObjectNode node = NODES.objectNode();
        node.set("combinator", leaf(search.at("combinator"), compiled));
        ArrayNode rules = node.putArray("rules");
        Place list = search.at("rules");
        if (list.list()) {
            list.elements().forEach(rule -> rules.add(rule(rule, compiled)));
        }
        return node;
    }

    private ObjectNode rule(Place rule, boolean compiled) {
        if (rule.node().has("rules")) {
            return search(rule, compiled);
        }
        ObjectNode node = NODES.objectNode();
        if (rule.object()) {
            for (String key : List.of("property", "operator", "value")) {
                node.set(key, leaf(rule.at(key), compiled));
            }
        }
        return node;
    }

    private JsonNode leaf(Place leaf, boolean compiled) {
        return TextNode.valueOf(compiled ? program(leaf) : leaf.text());
    }

    /** A text that must compile. */
    private String program(Place place) {
        String text = place.text();
        if (place.node().isBoolean()) {
            place.fault("is a boolean, which is no JQ; write the text \"" + place.node() + "\"");
        } else if (place.node().isTextual()) {
            try {
                expressions.compile(text);
            } catch (SyntaxException e) {
                place.fault("is no JQ: " + Review.shown(e));
            }
        }
        return text;
    }
}
