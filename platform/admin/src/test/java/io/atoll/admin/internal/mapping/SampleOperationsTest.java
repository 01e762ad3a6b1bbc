package io.atoll.admin.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.admin.it.platform.FakePlatform;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.RunId;
import io.atoll.spi.IntegrationId;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an editor offers: records that are kept, and words. */
final class SampleOperationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller BOB = new Caller("bob", Role.VIEWER, Means.SESSION);

    @TempDir
    private Path data;

    private final Tape tape = new Tape();
    private Dispatcher operations;

    @BeforeEach
    void start() {
        FakePlatform platform = new FakePlatform("thing");
        operations = new Dispatcher(
                new AuditLog(data, 1 << 20, InstantSource.system()),
                List.of(
                        new SampleOperations(tape, platform),
                        new WordOperations(tape, platform, catalog(), platform),
                        new DraftOperations(tape, platform, catalog(), platform)));
    }

    private JsonNode ask(String operation, String input) throws Exception {
        return operations.perform(BOB, operation, JSON.readTree(input)).body();
    }

    private JsonNode samples(String more) throws Exception {
        return ask("mapping samples", "{\"integration\":\"git\",\"kind\":\"commit\"" + more + "}")
                .path("items");
    }

    @Test
    void givesTheFirstRecordsMasked() throws Exception {
        tape.records.add(JSON.readTree("{\"id\":1,\"token\":\"s3cret\"}"));
        tape.records.add(JSON.readTree("{\"id\":2}"));

        assertThat(samples("").get(0).path("record")).isEqualTo(JSON.readTree("{\"id\":1,\"token\":\"[REDACTED]\"}"));
        assertThat(samples("").get(1).path("position").asInt()).isEqualTo(1);
        assertThat(samples(",\"limit\":1")).hasSize(1);
        assertThat(ask("mapping samples", "{\"integration\":\"git\",\"kind\":\"other\"}")
                        .path("items"))
                .isEmpty();
        assertThat(samples(",\"limit\":1,\"cursor\":\"1\"")
                        .get(0)
                        .at("/record/id")
                        .asInt())
                .isEqualTo(2);
        assertThatThrownBy(() -> samples(",\"limit\":0")).isInstanceOf(Refused.class);
    }

    @Test
    void leavesOutRecordsThatNobodyCanRead() throws Exception {
        tape.records.add(JSON.createObjectNode().put("text", "x".repeat(300_000)));
        tape.records.add(JSON.readTree("{\"id\":2}"));

        assertThat(samples("").findValuesAsText("id")).containsExactly("2");
    }

    @Test
    void offersKindsBlueprintsAndPaths() throws Exception {
        tape.records.add(JSON.readTree("{\"id\":1,\"title\":null,\"a-b\":{\"c\":true},\"labels\":[{\"name\":\"x\"}]}"));
        tape.records.add(JSON.readTree("{\"title\":\"" + "y".repeat(100) + "\",\"password\":\"s3cret\"}"));

        JsonNode words = ask("mapping words", "{\"integration\":\"git\",\"kind\":\"commit\"}");

        assertThat(words.path("kinds").toString()).isEqualTo("[\"commit\"]");
        assertThat(words.at("/blueprints/0/identifier").asText()).isEqualTo("service");
        assertThat(words.at("/blueprints/0/properties/0").toString())
                .isEqualTo("{\"name\":\"url\",\"title\":\"URL\",\"type\":\"string\"}");
        assertThat(words.at("/blueprints/0/relations/0/type").asText()).isEqualTo("team");
        assertThat(words.path("paths").findValuesAsText("path"))
                .containsExactly(
                        ".id",
                        ".title",
                        ".\"a-b\"",
                        ".labels",
                        ".password",
                        ".\"a-b\".c",
                        ".labels[]",
                        ".labels[].name");
        assertThat(words.at("/paths/1/example").asText()).isEqualTo("y".repeat(60) + "…");
        assertThat(words.toString()).doesNotContain("s3cret");
        assertThat(ask("mapping words", "{\"integration\":\"git\"}").path("paths"))
                .isEmpty();
    }

    @Test
    void draftsAMappingOfWhatIsKept() throws Exception {
        tape.records.add(JSON.readTree("{\"id\":1,\"title\":\"x\",\"password\":\"s3cret\"}"));

        JsonNode draft = ask("mapping draft", "{\"integration\":\"git\"}");

        assertThat(draft.path("integration").asText()).isEqualTo("git~demo");
        assertThat(draft.at("/mapping/resources/0/port/entity/mappings/title").asText())
                .isEqualTo(".title");
        assertThat(draft.path("text").asText()).contains("kind: \"commit\"", "# password: .password");
        assertThat(draft.path("note").asText()).contains("of the fields that kept records have");
        assertThat(draft.toString()).doesNotContain("s3cret");
    }

    @Test
    void saysWhatToDoWhereNothingWasReadYet() throws Exception {
        JsonNode draft = ask("mapping draft", "{\"integration\":\"git\"}");

        assertThat(draft.at("/mapping/resources/0/kind").asText()).isEqualTo("commit");
        assertThat(draft.path("note").asText()).contains("nothing was read", "save it, and begin a run");
    }

    @Test
    void boundsPaths() throws Exception {
        ObjectNode wide = JSON.createObjectNode();
        for (int i = 0; i < 2_000; i++) {
            wide.put("key" + i, i);
        }
        tape.records.add(wide);

        assertThat(ask("mapping words", "{\"integration\":\"git\",\"kind\":\"commit\"}")
                        .path("paths"))
                .hasSize(500);
    }

    private static Catalog catalog() {
        JsonNode blueprint = JsonNodeFactory.instance
                .objectNode()
                .put("identifier", "service")
                .put("title", "Service");
        blueprint.withObject("/schema/properties/url").put("type", "string").put("title", "URL");
        blueprint.withObject("/relations/owner").put("target", "team");
        Object installation = Proxy.newProxyInstance(
                SampleOperationsTest.class.getClassLoader(),
                new Class<?>[] {Catalog.Installation.class},
                (proxy, method, given) -> List.of(blueprint));
        return (Catalog) Proxy.newProxyInstance(
                SampleOperationsTest.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, given) -> Optional.of(installation));
    }

    /** A whole recording of commits, in one page. */
    private static final class Tape implements Records {

        private final List<JsonNode> records = new ArrayList<>();

        @Override
        public Recorder record(Reading reading) {
            return Recorder.NONE;
        }

        @Override
        public List<Recording> all() {
            return List.of(new Recording(
                    new IntegrationId("git", "demo"),
                    new RunId("run-1"),
                    "commit",
                    JsonNodeFactory.instance.objectNode(),
                    "hash",
                    Instant.EPOCH,
                    Optional.of(Instant.EPOCH),
                    1,
                    Math.max(1, records.size()),
                    1,
                    true,
                    ""));
        }

        @Override
        public List<Recording> of(IntegrationId integration, Resource resource) {
            return all();
        }

        @Override
        public Set<Integer> pagesOf(Recording recording, Ref ref) {
            return Set.of();
        }

        @Override
        public void read(Recording recording, IntPredicate pages, Reader reader) throws InterruptedException {
            reader.page(new Page() {
                @Override
                public int number() {
                    return 0;
                }

                @Override
                public int first() {
                    return 0;
                }

                @Override
                public int size() {
                    return records.size();
                }

                @Override
                public String partition() {
                    return "";
                }

                @Override
                public List<JsonNode> records() {
                    return records;
                }
            });
        }
    }
}
