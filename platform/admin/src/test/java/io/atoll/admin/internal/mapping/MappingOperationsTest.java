package io.atoll.admin.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.admin.it.platform.FakePlatform;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Mapper;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MappingOperationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @TempDir
    private Path data;

    private JsonNode perform(String name, String input) throws Exception {
        Dispatcher operations = new Dispatcher(
                new AuditLog(data, 1 << 20, InstantSource.system()),
                List.of(new MappingOperations(new FakeMapper(), new FakePlatform("thing"))));
        return operations
                .perform(new Caller("ada", Role.INTEGRATOR, Means.SESSION), name, JSON.readTree(input))
                .body();
    }

    @Test
    void tellsWhatEveryResourceMakesOfARecord() throws Exception {
        JsonNode outcomes = perform(
                        "mapping eval", "{\"mapping\":[\"made\",\"filtered\",\"broken\"],\"record\":{\"id\":7}}")
                .path("outcomes");

        assertThat(outcomes.findValuesAsText("result")).containsExactly("made", "filtered", "broken");
        assertThat(outcomes.findValuesAsText("resource")).containsExactly("made-0", "filtered-1", "broken-2");
        assertThat(outcomes.get(0).at("/entity/identifier").asInt()).isEqualTo(7);
        assertThat(outcomes.get(0).at("/nulls/0/path").asText()).isEqualTo("title");
        assertThat(outcomes.get(1).path("reason").asText()).isEqualTo("the selector");
        assertThat(outcomes.get(2).path("part").asText()).isEqualTo("properties.url");
    }

    @Test
    void mapsByOneResourceAndForOneInstance() throws Exception {
        assertThat(perform(
                                "mapping eval",
                                "{\"mapping\":[\"made\",\"broken\"],\"record\":{},\"resource\":\"broken-1\",\"integration\":\"git\"}")
                        .path("outcomes")
                        .findValuesAsText("resource"))
                .containsExactly("broken-1");
        assertThatThrownBy(() -> perform("mapping eval", "{\"mapping\":[\"made\"],\"record\":{},\"resource\":\"mad\"}"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("did you mean 'made-0'");
    }

    @Test
    void readsAMappingThatIsYaml() throws Exception {
        assertThat(perform("mapping review", "{\"mapping\":\"- made\\n- filtered\\n\",\"samples\":[{}]}")
                        .path("findings")
                        .findValuesAsText("message"))
                .containsExactly("1 samples", "1 samples");
    }

    @Test
    void saysWhereAMappingIsNone() {
        assertThatThrownBy(() -> perform("mapping review", "{\"mapping\":\"- made\\n  x: [\\n\"}"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("line ")
                .returns(Optional.of("mapping"), thrown -> ((Refused) thrown).field());
        assertThatThrownBy(() -> perform("mapping review", "{\"mapping\":{\"resources\":1}}"))
                .isInstanceOf(Refused.class)
                .hasMessage("resources must be a list");
        assertThatThrownBy(() -> perform("mapping review", "{\"mapping\":\"!!java.net.URL [x]\"}"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void auditsNothingAsNothingIsChanged() throws Exception {
        perform("mapping review", "{\"mapping\":[\"made\"]}");

        assertThat(Files.exists(data.resolve("audit"))).isFalse();
    }

    /** Its documents are lists of kinds; a kind says what becomes of every record. */
    private static final class FakeMapper implements Mapper {

        @Override
        public Mapping read(JsonNode document) throws MalformedMapping {
            if (!document.isArray()) {
                throw new MalformedMapping("resources must be a list");
            }
            List<Resource> resources = new ArrayList<>();
            for (JsonNode kind : document) {
                resources.add(new Resource(
                        resources.size(),
                        new Kind(kind.asText()),
                        NODES.objectNode(),
                        "true",
                        null,
                        new Resource.Template(NODES.textNode(".id"), "\"x\"", null, null, null, Map.of(), Map.of())));
            }
            return new Mapping(resources, new Mapping.Options(true, true, true, 0.1), "hash");
        }

        @Override
        public RecordMapper prepare(Resource resource) {
            return new RecordMapper() {
                @Override
                public List<Mapped> map(JsonNode record) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public List<Mapped> explain(JsonNode record) {
                    return List.of(mapped(resource.kind().name(), record));
                }

                @Override
                public Optional<String> blueprint() {
                    return Optional.empty();
                }
            };
        }

        private static Mapped mapped(String kind, JsonNode record) {
            return switch (kind) {
                case "made" ->
                    new Mapped.Made(
                            new Entity(
                                    "x", record.path("id"), null, null, null, NODES.objectNode(), NODES.objectNode()),
                            List.of(new Null("title", "")));
                case "filtered" -> new Mapped.Filtered("the selector");
                default -> new Mapped.Broken(record, "properties.url", "no text");
            };
        }

        @Override
        public RecordMapper prepare(Resource resource, IntegrationId integration) {
            return prepare(resource);
        }

        @Override
        public List<Finding> review(Resource resource, List<? extends JsonNode> samples) {
            return List.of(new Finding("resources[0]", samples.size() + " samples"));
        }
    }
}
