package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Mapper.Mapped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Real mappings on real payloads, against the entities of the reference engine.
 *
 * <p>The cases stand beside the checkout, in {@code shared/corpus}, or in the folder that the system property {@code atoll.shared}
 * names. Cases known to differ are listed with their reason in {@code deviations.tsv}; the list must be exact.
 */
class MappingCorpusTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JqMapper mapper = new JqMapper();

    @Test
    void agreesWithTheReferenceEngineButForTheListedCases() throws IOException {
        Map<String, String> found = new TreeMap<>();
        int cases = 0;
        for (String line : Files.readAllLines(corpus().resolve("mapping-cases.jsonl"))) {
            JsonNode reference = JSON.readTree(line);
            String difference = difference(reference);
            if (difference != null) {
                found.put(reference.get("id").textValue(), difference);
            }
            cases++;
        }

        System.out.printf("%d of %d mapping cases agree with the reference engine%n", cases - found.size(), cases);
        assertThat(cases).isPositive();
        assertThat(listed()).as("listed cases that agree").isSubsetOf(found.keySet());
        found.keySet().removeAll(listed());
        assertThat(found).as("deviating cases that are not listed").isEmpty();
    }

    private static Path corpus() {
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

    private static Set<String> listed() throws IOException {
        try (InputStream list = MappingCorpusTest.class.getResourceAsStream("deviations.tsv")) {
            assertThat(list).isNotNull();
            Set<String> ids = new TreeSet<>();
            new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        assertThat(line).as("id, tab, reason").matches("\\S+\t\\S.*");
                        ids.add(line.substring(0, line.indexOf('\t')));
                    });
            return ids;
        }
    }

    /** What differs, for people; null if nothing does. */
    private @Nullable String difference(JsonNode reference) {
        List<Mapped> mapped;
        try {
            ObjectNode document = NODES.objectNode();
            document.putArray("resources").add(reference.get("mapping"));
            mapped = mapper.prepare(mapper.read(document).resources().get(0)).map(reference.get("raw"));
        } catch (MalformedMapping e) {
            return e.getMessage();
        }
        TreeSet<String> nulls = new TreeSet<>();
        ArrayNode entities = NODES.arrayNode();
        boolean broken = false;
        for (Mapped one : mapped) {
            switch (one) {
                case Mapped.Made made -> {
                    nulls.addAll(made.nulls());
                    entities.add(comparable(json(made.entity()), reference));
                }
                case Mapped.Filtered filtered -> {}
                case Mapped.Broken failure -> broken = true;
            }
        }
        ArrayNode expected = NODES.arrayNode();
        JsonNode wanted = reference.get("expected");
        for (JsonNode entity : wanted.isArray()
                ? wanted
                : wanted.isNull() ? expected : NODES.arrayNode().add(wanted)) {
            expected.add(comparable(entity, reference));
        }
        if (!entities.equals(expected)) {
            return "entities " + entities + " instead of " + expected;
        }
        if (broken != reference.path("why_null").asText().equals("selector-error")) {
            return "outcomes " + mapped;
        }
        TreeSet<String> expectedNulls = new TreeSet<>();
        reference.get("null_fields").forEach(field -> expectedNulls.add(field.textValue()));
        return nulls.equals(expectedNulls) || entities.isEmpty()
                ? null
                : "nulls " + nulls + " instead of " + expectedNulls;
    }

    private static ObjectNode json(Entity entity) {
        ObjectNode json = NODES.objectNode();
        json.set("identifier", entity.identifier());
        json.put("blueprint", entity.blueprint());
        setMapped(json, "title", entity.title());
        setMapped(json, "icon", entity.icon());
        setMapped(json, "team", entity.team());
        json.set("properties", entity.properties());
        json.set("relations", entity.relations());
        return json;
    }

    private static void setMapped(ObjectNode json, String name, @Nullable JsonNode value) {
        if (value != null) {
            json.set(name, value);
        }
    }

    private static ObjectNode comparable(JsonNode entity, JsonNode reference) {
        ObjectNode copy = (ObjectNode) withDoubles(entity);
        for (String part : List.of("properties", "relations")) {
            if (!copy.has(part)) {
                copy.putObject(part);
            }
        }
        for (String list : List.of("volatile_fields", "integration_specific_fields")) {
            reference.path(list).forEach(field -> {
                String[] path = field.textValue().split("\\.", 2);
                ((ObjectNode) (path.length == 1 ? copy : copy.get(path[0]))).remove(path[path.length - 1]);
            });
        }
        return copy;
    }

    private static JsonNode withDoubles(JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = NODES.objectNode();
            value.properties().forEach(entry -> object.set(entry.getKey(), withDoubles(entry.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode();
            value.forEach(element -> array.add(withDoubles(element)));
            return array;
        }
        return value.isNumber() ? DoubleNode.valueOf(value.doubleValue()) : value;
    }
}
