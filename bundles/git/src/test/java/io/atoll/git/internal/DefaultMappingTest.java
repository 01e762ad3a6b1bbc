package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default mapping and blueprints, over the records of a repository with everything in it. */
class DefaultMappingTest {

    private static final Pattern IDENTIFIER = Pattern.compile("^(?!\\.{1,2}$)[\\p{L}0-9@_.+:\\\\/=-]+$");

    @TempDir
    Path temp;

    private final Scope scope = Scope.newEmptyScope();
    private final List<Entity> entities = new ArrayList<>();
    private final Map<String, JsonNode> blueprints = new LinkedHashMap<>();

    /** What one record becomes. */
    private record Entity(
            String blueprint, String identifier, JsonNode title, ObjectNode properties, ObjectNode relations) {}

    @BeforeEach
    void mapARepositoryWithEverything() throws Exception {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        for (JsonNode blueprint : new ObjectMapper().readTree(resource("blueprints.json"))) {
            blueprints.put(blueprint.path("identifier").asText(), blueprint);
        }
        try (SampleRepository first = SampleRepository.create(temp.resolve("Shop (old) #1"));
                SampleRepository second = SampleRepository.create(temp.resolve("empty"))) {
            first.write("README.md", "# Shop")
                    .write("pom.xml", "<a/>")
                    .write("src main/ü/a.txt", "")
                    .commit("Begin");
            first.branch("feature/größe#1").commit("", "Bob", "Bob <b b>@example.com");
            first.annotatedTag("v1", "One");
            first.branch("feature/größe-1").commit("Again", "", "");
            first.checkout("main").tag("light");
            GitResync resync = new GitResync(
                    Configurations.paths(first.folder(), second.folder()),
                    temp.resolve("data"),
                    InstantSource.fixed(SampleRepository.BEGIN.plus(Duration.ofDays(1))));
            for (JsonNode entry :
                    Format.YAML.parse(resource("port-app-config.yaml")).path("resources")) {
                var sink = new RecordingSink();
                resync.resync(
                        Request.of(
                                entry.path("kind").asText(),
                                entry.path("selector").toString()),
                        sink);
                assertThat(sink.failures()).isEmpty();
                assertThat(sink.records()).as(entry.path("kind").asText()).isNotEmpty();
                for (JsonNode record : sink.records()) {
                    assertThat(evaluate(entry.path("selector").path("query"), record)
                                    .asBoolean())
                            .isTrue();
                    map(entry.path("port").path("entity").path("mappings"), record);
                }
            }
        }
    }

    private JsonNode blueprint(Entity entity) {
        return blueprints.getOrDefault(entity.blueprint(), NullNode.instance);
    }

    private void map(JsonNode mapping, JsonNode record) throws IOException {
        entities.add(new Entity(
                evaluate(mapping.path("blueprint"), record).asText(),
                evaluate(mapping.path("identifier"), record).textValue(),
                evaluate(mapping.path("title"), record),
                evaluateAll(mapping.path("properties"), record),
                evaluateAll(mapping.path("relations"), record)));
    }

    private ObjectNode evaluateAll(JsonNode expressions, JsonNode record) throws IOException {
        ObjectNode values = new ObjectMapper().createObjectNode();
        for (Map.Entry<String, JsonNode> entry : expressions.properties()) {
            values.set(entry.getKey(), evaluate(entry.getValue(), record));
        }
        return values;
    }

    private JsonNode evaluate(JsonNode expression, JsonNode record) throws IOException {
        var results = new ArrayList<JsonNode>();
        JsonQuery.compile(expression.asText(), Versions.JQ_1_6).apply(scope, record, results::add);
        assertThat(results).as("%s of %s", expression, record).hasSize(1);
        return results.getFirst();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DefaultMappingTest.class.getResourceAsStream("/.port/resources/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void mapsEveryBlueprint() {
        assertThat(new HashSet<>(entities.stream().map(Entity::blueprint).toList()))
                .isEqualTo(blueprints.keySet());
    }

    @Test
    void givesLegalAndUniqueIdentifiers() {
        assertThat(entities).allSatisfy(entity -> {
            assertThat(entity.identifier()).matches(IDENTIFIER).hasSizeLessThanOrEqualTo(1000);
            assertThat(entity.title().isTextual()).isTrue();
        });
        assertThat(entities)
                .extracting(entity -> entity.blueprint() + " " + entity.identifier())
                .doesNotHaveDuplicates();
    }

    @Test
    void relatesOnlyToEntitiesThatItMaps() {
        Set<String> mapped = new HashSet<>();
        entities.forEach(entity -> mapped.add(entity.blueprint() + " " + entity.identifier()));

        for (Entity entity : entities) {
            JsonNode relations = blueprint(entity).path("relations");
            entity.relations().properties().forEach(relation -> {
                assertThat(relations.has(relation.getKey()))
                        .as("%s.%s", entity, relation)
                        .isTrue();
                String target = relations.path(relation.getKey()).path("target").asText();
                assertThat(mapped).contains(target + " " + relation.getValue().textValue());
            });
        }
    }

    @Test
    void givesEveryPropertyTheTypeOfItsBlueprint() {
        Map<String, Set<String>> seen = new HashMap<>();
        for (Entity entity : entities) {
            JsonNode schema = blueprint(entity).path("schema").path("properties");
            entity.properties().properties().forEach(property -> {
                String type = schema.path(property.getKey()).path("type").asText("not in the blueprint");
                JsonNode value = property.getValue();
                String found = value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "string";
                assertThat(value.isNull() ? type : found)
                        .as("%s of %s", property, entity)
                        .isEqualTo(type);
                if (!(value instanceof NullNode)) {
                    seen.computeIfAbsent(entity.blueprint(), blueprint -> new HashSet<>())
                            .add(property.getKey());
                }
            });
        }
        assertThat(seen.get("gitRepository")).contains("path", "defaultBranch", "branches", "lastCommitAt", "readme");
        assertThat(seen.get("gitCommit")).contains("sha", "message", "merge", "authoredAt", "committedAt");
        assertThat(seen.get("gitTag")).contains("annotated", "message", "sha", "taggedAt");
        assertThat(seen.get("gitContributor")).contains("email", "commits", "firstCommitAt", "lastCommitAt");
    }
}
