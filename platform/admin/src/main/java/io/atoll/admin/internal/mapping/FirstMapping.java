package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.admin.internal.mapping.WordOperations.BlueprintWord;
import io.atoll.admin.internal.mapping.WordOperations.FieldWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A mapping to begin with: a resource for each kind, with expressions for what its records have. It is valid, and nothing is known of what
 * is meant by it.
 *
 * @param records by kind, in the order of the resources: one that is kept, or a missing node
 * @param blueprints of the catalog
 */
record FirstMapping(Map<String, JsonNode> records, List<BlueprintWord> blueprints) {

    private static final int REMARKS = 20;
    private static final List<String> IDENTIFIERS = List.of("id", "key", "identifier", "uuid", "slug", "name");
    private static final List<String> TITLES = List.of("title", "name", "displayName", "summary", "label", "key");

    /** As YAML. */
    String text() {
        return records.entrySet().stream()
                .map(each -> resource(each.getKey(), each.getValue()))
                .collect(Collectors.joining("", "resources:\n", ""));
    }

    private String resource(String kind, JsonNode record) {
        String last = kind.replaceAll("[?{].*", "").replaceAll("/+$", "").replaceFirst(".*/", "");
        Optional<BlueprintWord> blueprint = blueprints.stream()
                .filter(each -> bare(each.identifier()).equals(bare(last)))
                .findFirst();
        String identifier = first(IDENTIFIERS, record, "id");
        List<String> lines = new ArrayList<>(List.of(
                "  - kind: " + quoted(kind),
                "    selector:",
                "      query: 'true'",
                "    port:",
                "      entity:",
                "        mappings:",
                "          identifier: .%s | tostring".formatted(identifier),
                "          title: ." + first(TITLES, record, identifier),
                "          blueprint: '%s'"
                        .formatted(
                                quoted(blueprint.map(BlueprintWord::identifier).orElse(named(last)))
                                        .replace("'", "''"))));
        lines.addAll(properties(record, blueprint));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Those of the blueprint that the record has a field for; what else it has is a comment. */
    private static List<String> properties(JsonNode record, Optional<BlueprintWord> blueprint) {
        List<String> known = new ArrayList<>();
        List<String> others = new ArrayList<>();
        record.properties().stream()
                .filter(field -> field.getValue().isValueNode() && plain(field.getKey()))
                .forEach(field -> property(field.getKey(), blueprint)
                        .ifPresentOrElse(
                                name -> known.add("            " + name + ": ." + field.getKey()),
                                () -> others.add("            # " + field.getKey() + ": ." + field.getKey())));
        List<String> lines = new ArrayList<>();
        lines.add("          properties:" + (known.isEmpty() ? " {}" : ""));
        lines.addAll(known);
        others.stream().limit(REMARKS).forEach(lines::add);
        return lines;
    }

    private static Optional<String> property(String field, Optional<BlueprintWord> blueprint) {
        return blueprint.stream()
                .flatMap(each -> each.properties().stream())
                .map(FieldWord::name)
                .filter(name -> plain(name) && bare(name).equals(bare(field)))
                .findFirst();
    }

    private static String first(List<String> names, JsonNode record, String otherwise) {
        return names.stream()
                .filter(name ->
                        record.path(name).isTextual() || record.path(name).isNumber())
                .findFirst()
                .orElse(otherwise);
    }

    /** Whether a name is one in YAML and in jq without quotes. */
    private static boolean plain(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") && !name.matches("(?i)true|false|null|yes|no|on|off|y|n");
    }

    /** A name without what people write in different ways: case, separators, and the plural. */
    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").replaceFirst("(?<=..)s$", "");
    }

    private static String named(String kind) {
        String name = kind.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("(?<=..)s$", "");
        return name.isEmpty() ? "item" : name;
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
