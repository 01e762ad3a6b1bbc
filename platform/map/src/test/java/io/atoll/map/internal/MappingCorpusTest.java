package io.atoll.map.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.atoll.pipeline.Mapper.Null;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Real mappings on real payloads, against the entities that Ocean makes of them with libjq 1.8.2.
 *
 * <p>The cases stand beside the checkout, in {@code shared/corpus}, or in the folder that the system property {@code atoll.shared}
 * names. Errors are compared with their texts.
 */
class MappingCorpusTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void agreesWithTheReferenceEngineOnEveryCase() throws IOException {
        assertThat(differences(JqMapper.standard(), true)).isEmpty();
    }

    @Test
    void jacksonJqIsOfTheSameOpinionButWhereItLacksFunctions() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        try (InputStream list = getClass().getResourceAsStream("jackson-jq-deviations.tsv")) {
            for (String line : new String(list.readAllBytes(), UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    listed.put(line.split("\t")[0], line.split("\t")[1]);
                }
            }
        }

        assertThat(differences(JqMapper.with(new JacksonJq()), false)).containsOnlyKeys(listed.keySet());
    }

    /** The cases that differ, with what differs. */
    private static Map<String, String> differences(JqMapper mapper, boolean reasons) throws IOException {
        Map<String, String> found = new TreeMap<>();
        int cases = 0;
        for (String line : Files.readAllLines(corpus().resolve("mapping-cases.jsonl"))) {
            JsonNode reference = JSON.readTree(line);
            String difference = difference(mapper, reference, reasons);
            if (difference != null) {
                found.put(reference.get("id").textValue(), difference);
            }
            cases++;
        }
        assertThat(cases).isPositive();
        return found;
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

    /** What differs, for people; null if nothing does. Reasons of nulls have the texts of one engine. */
    private static @Nullable String difference(JqMapper mapper, JsonNode reference, boolean reasons) {
        List<Mapped> mapped;
        try {
            ObjectNode document = NODES.objectNode();
            document.putArray("resources").add(reference.get("mapping"));
            mapped = mapper.prepare(mapper.read(document).resources().get(0)).explain(reference.get("raw"));
        } catch (MalformedMapping e) {
            return e.getMessage();
        }
        Set<Null> nulls = new LinkedHashSet<>();
        ArrayNode entities = NODES.arrayNode();
        boolean broken = false;
        for (Mapped one : mapped) {
            switch (one) {
                case Mapped.Made made -> {
                    nulls.addAll(made.nulls());
                    entities.add(comparable(json(made.entity()), reference));
                }
                case Mapped.Filtered filtered -> nulls.addAll(filtered.nulls());
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
        if (!reasons) {
            return null;
        }
        Set<Null> expectedNulls = new LinkedHashSet<>();
        reference.get("null_fields").forEach(field -> {
            String path = field.textValue();
            expectedNulls.add(new Null(path, reference.get("errors").path(path).asText()));
        });
        return nulls.equals(expectedNulls) ? null : "nulls " + nulls + " instead of " + expectedNulls;
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
