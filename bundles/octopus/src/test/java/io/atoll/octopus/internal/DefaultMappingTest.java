package io.atoll.octopus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atoll.tck.KindRequest;
import io.atoll.tck.LocalClients;
import io.atoll.tck.RecordedSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The default mapping, over documents as Octopus gives them. */
@Timeout(120)
class DefaultMappingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Scope scope = Scope.newEmptyScope();

    @Test
    void mapsEachKindToItsBlueprint() throws Exception {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        try (var server = new OctopusServer();
                var clients = LocalClients.hasty()) {
            JsonNode samples = JSON.readTree(resource("/samples.json"));
            samples.properties()
                    .forEach(list ->
                            list.getValue().forEach(document -> server.add(list.getKey(), (ObjectNode) document)));
            var octopus = new Octopus(server.address(), OctopusServer.KEY, clients);

            List<JsonNode> entities = new ArrayList<>();
            for (JsonNode resource : new YAMLMapper()
                    .readTree(resource("/.port/resources/port-app-config.yaml"))
                    .path("resources")) {
                for (JsonNode record : records(octopus, resource.path("kind").asText())) {
                    entities.add(map(resource.at("/port/entity/mappings"), record));
                }
            }

            assertThat(entities)
                    .isEqualTo(list(JSON.readTree(text("/entities.json").replace("${address}", server.address()))));
            conformTo(entities, JSON.readTree(resource("/.port/resources/blueprints.json")));
        }
    }

    private static List<JsonNode> records(Octopus octopus, String kind) throws Exception {
        var sink = new RecordedSink();
        if (kind.equals("space")) {
            new SpaceResync(octopus).resync(KindRequest.of(kind), sink);
            return sink.records();
        }
        new ResourceResync(octopus).resync(KindRequest.of(kind), sink);
        assertThat(sink.incomplete()).isEmpty();
        return sink.part("Spaces-1").records();
    }

    private ObjectNode map(JsonNode mapping, JsonNode record) throws IOException {
        ObjectNode entity = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> part : mapping.properties()) {
            entity.set(
                    part.getKey(),
                    part.getValue().isObject() ? map(part.getValue(), record) : evaluate(part.getValue(), record));
        }
        return entity;
    }

    private JsonNode evaluate(JsonNode expression, JsonNode record) throws IOException {
        List<JsonNode> results = new ArrayList<>();
        JsonQuery.compile(expression.asText(), Versions.JQ_1_6).apply(scope, record, results::add);
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private static void conformTo(List<JsonNode> entities, JsonNode blueprints) {
        for (JsonNode blueprint : blueprints) {
            assertThat(entities)
                    .filteredOn(entity -> entity.path("blueprint").equals(blueprint.path("identifier")))
                    .isNotEmpty()
                    .allSatisfy(entity -> {
                        entity.path("properties").properties().forEach(property -> {
                            String type = blueprint
                                    .at("/schema/properties/" + property.getKey() + "/type")
                                    .asText("none");
                            assertThat(property.getValue().getNodeType().name())
                                    .as("%s", property)
                                    .isEqualToIgnoringCase(type);
                        });
                        entity.path("relations")
                                .fieldNames()
                                .forEachRemaining(relation -> assertThat(
                                                blueprint.path("relations").has(relation))
                                        .as(relation)
                                        .isTrue());
                    });
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    private static String text(String name) throws IOException {
        return new String(resource(name).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static InputStream resource(String name) {
        InputStream found = DefaultMappingTest.class.getResourceAsStream(name);
        if (found == null) {
            throw new IllegalStateException("there is no " + name);
        }
        return found;
    }
}
