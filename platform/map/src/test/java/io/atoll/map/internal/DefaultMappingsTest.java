package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Mapper.MalformedMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The default mapping of every public Ocean integration loads: documents with all expressions of its file, each at a place of the role that
 * it has there.
 *
 * <p>The expressions stand beside the checkout, in {@code shared/corpus}, or in the folder that the system property {@code atoll.shared}
 * names.
 */
class DefaultMappingsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEFAULT = ".*/port-app-config\\.ya?ml";

    @Test
    void everyDefaultMappingLoads() throws IOException {
        var mapper = JqMapper.standard();
        Map<String, ObjectNode> documents = documents();
        var refused = new TreeMap<String, String>();
        documents.forEach((file, document) -> {
            try {
                Mapping mapping = mapper.read(document);
                assertThat(mapping.resources()).as(file).hasSameSizeAs(document.path("resources"));
                mapping.resources().forEach(mapper::prepare);
            } catch (MalformedMapping malformed) {
                refused.put(file, malformed.getMessage());
            }
        });

        assertThat(documents).hasSizeGreaterThanOrEqualTo(52);
        assertThat(refused).isEmpty();
    }

    private static Map<String, ObjectNode> documents() throws IOException {
        var roles = new TreeMap<String, Map<String, List<String>>>();
        for (String line : Files.readAllLines(corpus().resolve("jq-corpus.jsonl"))) {
            JsonNode expression = JSON.readTree(line);
            for (JsonNode file : expression.path("files")) {
                if (file.textValue().matches(DEFAULT)) {
                    for (JsonNode role : expression.path("roles")) {
                        roles.computeIfAbsent(file.textValue(), any -> new LinkedHashMap<>())
                                .computeIfAbsent(role.textValue(), any -> new ArrayList<>())
                                .add(expression.path("expr").textValue());
                    }
                }
            }
        }
        var documents = new TreeMap<String, ObjectNode>();
        roles.forEach((file, expressions) -> documents.put(file, document(expressions)));
        return documents;
    }

    /** As many resources as the role with the most expressions needs that a resource has one of; properties and relations in the first. */
    private static ObjectNode document(Map<String, List<String>> expressions) {
        int size = Stream.of("identifier", "title", "blueprint", "selector", "itemsToParse")
                .mapToInt(role -> expressions.getOrDefault(role, List.of()).size())
                .max()
                .orElse(1);
        var document = JSON.createObjectNode();
        var resources = document.putArray("resources");
        for (int i = 0; i < Math.max(1, size); i++) {
            var resource = resources.addObject().put("kind", "kind" + i);
            resource.putObject("selector").put("query", nth(expressions, "selector", i, "true"));
            var port = resource.putObject("port");
            if (i < expressions.getOrDefault("itemsToParse", List.of()).size()) {
                port.put("itemsToParse", nth(expressions, "itemsToParse", i, "."));
            }
            var mappings = port.putObject("entity").putObject("mappings");
            mappings.put("identifier", nth(expressions, "identifier", i, ".id"));
            mappings.put("title", nth(expressions, "title", i, ".id"));
            mappings.put("blueprint", nth(expressions, "blueprint", i, "\"b\""));
            if (i == 0) {
                numbered(mappings.putObject("properties"), expressions.getOrDefault("property", List.of()));
                var relations = mappings.putObject("relations");
                numbered(relations, expressions.getOrDefault("relation", List.of()));
                searches(relations, expressions.getOrDefault("relation.search", List.of()));
            }
        }
        return document;
    }

    private static String nth(Map<String, List<String>> expressions, String role, int index, String otherwise) {
        List<String> all = expressions.getOrDefault(role, List.of());
        return index < all.size() ? all.get(index) : otherwise;
    }

    private static void numbered(ObjectNode object, List<String> expressions) {
        for (String expression : expressions) {
            object.put("p" + object.size(), expression);
        }
    }

    private static void searches(ObjectNode relations, List<String> expressions) {
        for (String expression : expressions) {
            var search = relations.putObject("s" + relations.size()).put("combinator", "\"and\"");
            search.putArray("rules")
                    .addObject()
                    .put("property", "\"$identifier\"")
                    .put("operator", "\"=\"")
                    .put("value", expression);
        }
    }

    static Path corpus() {
        String named = System.getProperty("atoll.shared");
        Stream<Path> candidates = named == null
                ? Stream.<Path>iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                        .map(folder -> folder.resolveSibling("shared"))
                : Stream.of(Path.of(named));
        return candidates
                .map(shared -> shared.resolve("corpus"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> {
                    String missing = "there is no folder 'shared' with a corpus beside the checkout";
                    return Boolean.parseBoolean(System.getenv("CI")) ? fail(missing) : abort(missing);
                });
    }
}
