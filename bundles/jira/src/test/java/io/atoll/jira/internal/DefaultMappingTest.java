package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atoll.tck.KindRequest;
import io.atoll.tck.RecordedSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The default mapping and blueprints, over the records of a site with something of everything. */
@Timeout(60)
class DefaultMappingTest {

    private static final Path RESOURCES = Path.of("src/main/resources/.port/resources");

    private final Site site = Site.start();
    private final Scope scope = Scope.newEmptyScope();
    private final Map<String, List<ObjectNode>> entities = new LinkedHashMap<>();
    private final Map<String, JsonNode> blueprints = new LinkedHashMap<>();

    @BeforeEach
    void mapEverything() throws Exception {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        for (JsonNode blueprint : new JsonMapper().readTree(Files.readString(RESOURCES.resolve("blueprints.json")))) {
            blueprints.put(blueprint.path("identifier").asText(), blueprint);
        }
        JsonNode mapping = new YAMLMapper().readTree(Files.readString(RESOURCES.resolve("port-app-config.yaml")));
        for (JsonNode resource : mapping.path("resources")) {
            RecordedSink read = site.read(KindRequest.of(resource.path("kind").asText())
                    .selector(resource.path("selector").toString()));
            for (JsonNode record : read.all()) {
                map(resource.at("/port/entity/mappings"), record);
            }
        }
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void map(JsonNode mapping, JsonNode record) throws IOException {
        ObjectNode entity = new JsonMapper().createObjectNode();
        for (String key : List.of("identifier", "title")) {
            entity.set(key, evaluate(mapping.path(key), record));
        }
        for (String key : List.of("properties", "relations")) {
            ObjectNode values = entity.putObject(key);
            for (Map.Entry<String, JsonNode> each : mapping.path(key).properties()) {
                values.set(each.getKey(), evaluate(each.getValue(), record));
            }
        }
        entities.computeIfAbsent(evaluate(mapping.path("blueprint"), record).asText(), none -> new ArrayList<>())
                .add(entity);
    }

    private JsonNode evaluate(JsonNode expression, JsonNode record) throws IOException {
        var results = new ArrayList<JsonNode>();
        JsonQuery.compile(expression.asText(), Versions.JQ_1_6).apply(scope, record, results::add);
        assertThat(results).as("%s of %s", expression, record).hasSize(1);
        return results.getFirst();
    }

    private ObjectNode entity(String blueprint, String identifier) {
        return entities.getOrDefault(blueprint, List.of()).stream()
                .filter(entity -> entity.path("identifier").asText().equals(identifier))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void mapsEveryBlueprint() {
        assertThat(entities.keySet()).isEqualTo(blueprints.keySet());
        assertThat(entities.values()).extracting(List::size).containsExactly(3, 3, 3, 5);
    }

    @Test
    void makesAnIssueOfARecord() throws Exception {
        assertThat(entity("jiraIssue", "SHOP-1"))
                .isEqualTo(new JsonMapper().readTree("""
                {"identifier": "SHOP-1", "title": "Sell more",
                 "properties": {"url": "SITE/browse/SHOP-1", "status": "In Progress", "issueType": "Task",
                   "components": [{"id": "1", "name": "api"}], "creator": "ada@example.com", "priority": "High", "labels": ["urgent"],
                   "created": "2026-01-05T10:00:00.000+0100", "updated": "2026-01-06T10:00:00.000+0100", "resolutionDate": null},
                 "relations": {"project": "SHOP", "parentIssue": null, "subtasks": ["SHOP-2"], "assignee": "u-2", "reporter": "u-1"}}
                """.replace("SITE", "https://example.atlassian.net")));
        assertThat(entity("jiraIssue", "SHOP-2").at("/relations/parentIssue").asText())
                .isEqualTo("SHOP-1");
    }

    @Test
    void makesAProjectATeamAndAUserOfRecords() {
        ObjectNode project = entity("jiraProject", "SHOP");
        assertThat(project.at("/properties/url").asText()).isEqualTo("https://example.atlassian.net/projects/SHOP");
        assertThat(project.at("/properties/totalIssues").asInt()).isEqualTo(20);
        assertThat(entity("jiraTeam", "t-1").at("/relations/members")).hasToString("[\"u-1\",\"u-2\",\"u-3\"]");
        assertThat(entity("jiraUser", "u-1").path("properties"))
                .hasToString(
                        "{\"emailAddress\":\"ada@example.com\",\"active\":true,\"accountType\":\"atlassian\","
                                + "\"timeZone\":\"Europe/Berlin\",\"locale\":\"en_US\",\"avatarUrl\":\"https://avatars.example.com/u-1/48\"}");
    }

    @Test
    void givesEveryPropertyTheTypeOfItsBlueprint() {
        entities.forEach((blueprint, all) ->
                all.forEach(entity -> entity.path("properties").properties().forEach(property -> {
                    JsonNode schema =
                            blueprints.getOrDefault(blueprint, entity).at("/schema/properties/" + property.getKey());
                    assertThat(schema.isObject())
                            .as("%s.%s", blueprint, property)
                            .isTrue();
                    JsonNode value = property.getValue();
                    String found = value.isNumber()
                            ? "number"
                            : value.isBoolean() ? "boolean" : value.isArray() ? "array" : "string";
                    assertThat(value.isNull() ? schema.path("type").asText() : found)
                            .as("%s.%s", blueprint, property)
                            .isEqualTo(schema.path("type").asText());
                    value.forEach(item -> assertThat(item.isTextual())
                            .as("%s.%s, whose items are %s", blueprint, property, schema.path("items"))
                            .isEqualTo(schema.has("items")));
                })));
    }

    @Test
    void relatesToBlueprintsThatItBrings() {
        blueprints
                .values()
                .forEach(blueprint -> blueprint
                        .path("relations")
                        .forEach(relation -> assertThat(blueprints)
                                .containsKey(relation.path("target").asText())));
        entities.forEach((blueprint, all) -> all.forEach(entity -> entity.path("relations")
                .properties()
                .forEach(relation -> assertThat(blueprints
                                .getOrDefault(blueprint, entity)
                                .path("relations")
                                .has(relation.getKey()))
                        .as("%s.%s", blueprint, relation)
                        .isTrue())));
    }
}
