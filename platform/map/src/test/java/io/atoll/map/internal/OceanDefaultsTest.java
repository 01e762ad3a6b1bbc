package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The integrations that Ocean has too bring the blueprints and the mapping that Ocean's bring, so that whoever changes over finds the same
 * entities.
 */
class OceanDefaultsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static Path resources(String type) {
        return Path.of("../../bundles", type, "src/main/resources/.port/resources");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jira", "octopus"})
    void mapByTheExpressionsOfOcean(String type) throws IOException {
        var expected = new TreeSet<String>();
        for (String line : Files.readAllLines(DefaultMappingsTest.corpus().resolve("jq-corpus.jsonl"))) {
            JsonNode expression = JSON.readTree(line);
            for (JsonNode file : expression.path("files")) {
                if (file.textValue().matches("integrations/" + type + "/\\.port/resources/port-app-config\\.ya?ml")) {
                    expected.add(expression.path("expr").textValue());
                }
            }
        }
        JsonNode mapping = new YAMLMapper()
                .readTree(resources(type).resolve("port-app-config.yaml").toFile());

        assertThat(expected).isNotEmpty();
        assertThat(expressions(mapping)).isEqualTo(expected);
    }

    private static Set<String> expressions(JsonNode mapping) {
        var expressions = new TreeSet<String>();
        for (JsonNode resource : mapping.path("resources")) {
            expressions.add(resource.at("/selector/query").asText());
            leaves(resource.at("/port/entity/mappings"), expressions);
        }
        return expressions;
    }

    private static void leaves(JsonNode node, Set<String> into) {
        if (node.isTextual()) {
            into.add(node.textValue());
        }
        node.forEach(each -> leaves(each, into));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jira", "octopus"})
    void bringTheBlueprintsOfOcean(String type) throws IOException {
        var expected = new TreeMap<String, String>();
        Files.readAllLines(DefaultMappingsTest.corpus().resolve("blueprints.txt")).stream()
                .dropWhile(line -> !line.equals("## " + type))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .forEach(line -> expected.put(line.strip().split(" ")[0], sorted(line.strip())));
        Map<String, String> brought = new TreeMap<>();
        for (JsonNode blueprint :
                JSON.readTree(resources(type).resolve("blueprints.json").toFile())) {
            brought.put(blueprint.path("identifier").asText(), line(blueprint));
        }

        assertThat(expected).isNotEmpty();
        assertThat(brought).isEqualTo(expected);
    }

    /** A line whose properties and relations are in alphabetical order. */
    private static String sorted(String line) {
        String[] parts = line.split(" \\| ", -1);
        parts[2] = list(parts[2]);
        parts[3] = "rel: " + list(parts[3].replaceFirst("rel: ?", ""));
        return String.join(" | ", parts);
    }

    private static String list(String commas) {
        return Arrays.stream(commas.split(", ")).map(String::strip).sorted().collect(Collectors.joining(", "));
    }

    /** {@code id | title | name:type/format, … | rel: name->target* | mirror: [] calc: [] agg: []}. */
    private static String line(JsonNode blueprint) {
        String properties = blueprint.path("schema").path("properties").properties().stream()
                .map(property -> property.getKey() + ":"
                        + property.getValue().path("type").asText()
                        + (property.getValue().has("format")
                                ? "/" + property.getValue().path("format").asText()
                                : "")
                        + (property.getValue().has("enum") ? "[enum]" : ""))
                .sorted()
                .collect(Collectors.joining(", "));
        String relations = blueprint.path("relations").properties().stream()
                .map(relation -> relation.getKey() + "->"
                        + relation.getValue().path("target").asText()
                        + (relation.getValue().path("many").asBoolean() ? "*" : ""))
                .sorted()
                .collect(Collectors.joining(", "));
        return blueprint.path("identifier").asText() + " | "
                + blueprint.path("title").asText() + " | " + properties
                + " | rel: " + relations + " | mirror: " + names(blueprint.path("mirrorProperties")) + " calc: "
                + names(blueprint.path("calculationProperties")) + " agg: "
                + names(blueprint.path("aggregationProperties"));
    }

    private static String names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
