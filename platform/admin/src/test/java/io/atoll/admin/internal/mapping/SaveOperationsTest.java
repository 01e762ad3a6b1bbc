package io.atoll.admin.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.admin.internal.audit.AuditEntry;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving a mapping: where it goes, what is refused, and what is told. */
final class SaveOperationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final IntegrationId ID = new IntegrationId("git", "team");
    private static final String OLD = "{\"resources\":[{\"kind\":\"old\"}]}";

    @TempDir
    private Path data;

    private final List<String> told = new ArrayList<>();
    private final Platform platform = new Platform();
    private AuditLog audit;
    private Dispatcher operations;

    @BeforeEach
    void start() throws Exception {
        audit = new AuditLog(data, 1 << 20, InstantSource.system());
        var saving = new SaveOperations(
                platform, platform.catalog(), new KindMapper(), platform, List.of(platform.triggers()));
        operations = new Dispatcher(audit, List.of(saving, new MappingInForce(platform, platform.catalog())));
        platform.inCatalog = JSON.readTree(OLD);
    }

    private static Caller ann() {
        return new Caller("ann", Role.INTEGRATOR, Means.SESSION);
    }

    private JsonNode save(Caller caller, String mapping, @Nullable Boolean despite) throws Exception {
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("integration", "git").put("mapping", mapping);
        if (despite != null) {
            input.put("despiteTests", despite);
        }
        return operations.perform(caller, "mapping set", input).body();
    }

    private JsonNode save(String mapping) throws Exception {
        return save(ann(), mapping, null);
    }

    private JsonNode inForce() throws Exception {
        return operations
                .perform(ann(), "mapping", JSON.readTree("{\"integration\":\"git\"}"))
                .body();
    }

    private void refuses(String mapping, String message) {
        assertThatThrownBy(() -> save(mapping))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message)
                .returns(Optional.of("mapping"), thrown -> ((Refused) thrown).field());
        assertThat(told).isEmpty();
    }

    @Test
    void savesInTheCatalogWhatStandsThere() throws Exception {
        JsonNode saved = save("# ours\nresources:\n  - kind: new\n");

        assertThat(saved.path("source").asText()).isEqualTo("catalog");
        assertThat(platform.inCatalog.at("/resources/0/kind").asText()).isEqualTo("new");
        assertThat(inForce().path("text").asText()).isEqualTo("resources:\n  - kind: new\n");
    }

    @Test
    void showsWhatTheBundleBringsBeforeTheCatalogKnowsTheIntegration() throws Exception {
        platform.known = false;

        platform.brought = JSON.readTree(OLD);
        assertThat(inForce().path("source").asText()).isEqualTo("bundle");
        assertThat(inForce().path("text").asText()).isEqualTo("resources:\n  - kind: old\n");

        save("resources: [{kind: new}]");
        assertThat(inForce().path("source").asText()).isEqualTo("catalog");
        assertThat(inForce().at("/mapping/resources/0/kind").asText()).isEqualTo("new");
    }

    @Test
    void makesTheFirstMappingOfAnIntegrationThatHasNone() throws Exception {
        platform.inCatalog = JsonNodeFactory.instance.nullNode();
        assertThatThrownBy(this::inForce)
                .hasMessageContaining("git~team has no mapping yet")
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Refused.Kind.UNKNOWN));

        assertThat(save("resources: [{kind: new}]").path("source").asText()).isEqualTo("catalog");

        assertThat(told).containsExactly("saving hash of new", "catalog");
        assertThat(inForce().at("/mapping/resources/0/kind").asText()).isEqualTo("new");
    }

    @Test
    void makesAnIntegrationKnownToTheCatalogForItsFirstMapping() throws Exception {
        platform.inCatalog = JsonNodeFactory.instance.nullNode();
        platform.known = false;
        assertThatThrownBy(this::inForce).hasMessageContaining("git~team has no mapping yet");

        save("resources: [{kind: new}]");

        assertThat(told).containsExactly("saving hash of new", "installed", "catalog");
        assertThat(inForce().at("/mapping/resources/0/kind").asText()).isEqualTo("new");
    }

    @Test
    void savesInTheFileWhatStandsThereAsItWasTyped() throws Exception {
        platform.inFile = "resources:\n  - kind: old # remark\n";
        assertThat(inForce().path("text").asText()).contains("# remark");

        assertThat(save("resources:\r\n  - kind: new # better\r\n")
                        .path("source")
                        .asText())
                .isEqualTo("file");

        assertThat(platform.inFile).isEqualTo("resources:\n  - kind: new # better\n");
        assertThat(platform.inCatalog).isEqualTo(JSON.readTree(OLD));
    }

    @Test
    void tellsTheTriggersBeforeItSavesSoThatNoRunBegins() throws Exception {
        save("resources: [{kind: new}]");

        assertThat(told).containsExactly("saving hash of new", "catalog");
    }

    @Test
    void refusesWhatIsNoMappingWithItsPlaceAndChangesNothing() {
        refuses("resources:\n  - kind: [\n", "line 3, column 1: is no YAML");
        refuses("resources:\n  - kind: a\n  - name: b\n", "line 3, column 5: resources[1].kind is missing");
        refuses(
                "resources:\n  - kind: a\n    port: {entitiy: {}}\n",
                "line 3, column 12: resources[0].port.entitiy is a key that"
                        + " nothing reads; did you mean 'entity'?");
        refuses("resource: []\n", "did you mean 'resources'?");
        refuses("{}", "a mapping without resources makes nothing");
        refuses("x".repeat(1_000_000), "the document");
    }

    @Test
    void letsIntegrationsHaveKeysOfTheirOwn() throws Exception {
        save(
                "branch: main\nenable_merge_entity: true\nresources:\n  - kind: a\n    own: 1\n    selector: {query: 'true', more: 1}\n");

        assertThat(platform.inCatalog.path("branch").asText()).isEqualTo("main");
    }

    @Test
    void asksBeforeItSavesWhatSavedTestsRefuse() throws Exception {
        platform.failing = List.of("title: expected \"a\", was null");

        assertThatThrownBy(() -> save("resources: [{kind: new}]"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("1 of the saved tests fail")
                .hasMessageContaining("an open issue: title: expected")
                .returns(Optional.of("despiteTests"), thrown -> ((Refused) thrown).field());
        assertThat(told).isEmpty();

        assertThat(save(ann(), "resources: [{kind: new}]", true).path("failing").asInt())
                .isEqualTo(1);
        assertThat(told).contains("catalog");
    }

    @Test
    void saysWhoWasFasterAndKeepsWhatIsThere() throws Exception {
        String etag = String.valueOf(operations
                .perform(ann(), "mapping", JSON.readTree("{\"integration\":\"git\"}"))
                .etag());
        save(new Caller("eve", Role.INTEGRATOR, Means.TOKEN), "resources: [{kind: hers}]", null);

        assertThatThrownBy(() -> save(ann().seeing(etag), "resources: [{kind: mine}]", null))
                .isInstanceOf(Refused.class)
                .returns(Refused.Kind.STALE, thrown -> ((Refused) thrown).kind())
                .hasMessageContaining("last by eve at ");
        assertThat(platform.inCatalog.at("/resources/0/kind").asText()).isEqualTo("hers");
    }

    @Test
    void auditsTheDifference() throws Exception {
        save("resources: [{kind: new, selector: {query: '" + "true or ".repeat(4_000) + "true'}}]");

        AuditEntry done = audit.entries(1, Optional.empty()).items().getFirst();
        assertThat(done.outcome()).isEqualTo("done");
        assertThat(done.differences())
                .extracting(each -> each.path("path").asText())
                .contains("mapping.resources[0].kind", "mapping.resources[0].selector");
        AuditEntry begun = audit.entries(2, Optional.empty()).items().getLast();
        assertThat(begun.input().orElseThrow().path("integration").asText()).isEqualTo("git");
    }

    @Test
    void isForThoseWhoMayChangeMappings() {
        assertThatThrownBy(() -> save(new Caller("bob", Role.OPERATOR, Means.SESSION), OLD, null))
                .isInstanceOf(Refused.class)
                .returns(Refused.Kind.FORBIDDEN, thrown -> ((Refused) thrown).kind());
    }

    /** One instance, whose mapping stands in its file if there is one there, else in the catalog; and one saved test. */
    private final class Platform implements Integrations, MappingTests {

        private @Nullable String inFile;
        private JsonNode inCatalog = JsonNodeFactory.instance.nullNode();
        private boolean known = true;
        private @Nullable JsonNode brought;
        private List<String> failing = List.of();

        @Override
        public List<Integration> all() {
            try {
                JsonNode own =
                        inFile == null ? null : Yaml.read("mapping", inFile).document();
                return List.of(new Integration(ID, "Git", "1.0.0", State.READY, "", "git~team.yaml", true, own, "c"));
            } catch (Refused e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<Integration> find(IntegrationId id) {
            return all().stream().findFirst();
        }

        @Override
        public Optional<Defaults> defaults(IntegrationId id) {
            return Optional.of(new Defaults(List.of(), brought));
        }

        @Override
        public Optional<String> mappingText(IntegrationId id) {
            return Optional.ofNullable(inFile);
        }

        @Override
        public void map(IntegrationId id, String mapping) {
            told.add("file");
            inFile = mapping;
        }

        @Override
        public List<Result> run(IntegrationId integration, Mapping mapping) {
            return List.of(new Result("a.yaml", "an open issue", Optional.of("a-0"), failing));
        }

        @Override
        public String save(IntegrationId integration, String name, Mapping mapping, String label, JsonNode record) {
            throw new UnsupportedOperationException();
        }

        Catalog catalog() {
            Catalog.Installation installation = (Catalog.Installation) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Catalog.Installation.class},
                    (proxy, method, given) -> {
                        if (method.getName().equals("map")) {
                            told.add("catalog");
                            inCatalog = (JsonNode) given[0];
                            return null;
                        }
                        if (inCatalog.isNull()) {
                            throw new Catalog.Unmapped(ID);
                        }
                        return inCatalog;
                    });
            return (Catalog) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Catalog.class}, (proxy, method, given) -> {
                        if (method.getName().equals("install")) {
                            told.add("installed");
                            known = true;
                            return installation;
                        }
                        return known ? Optional.of(installation) : Optional.empty();
                    });
        }

        Triggers triggers() {
            return new Triggers() {
                @Override
                public IntegrationId integration() {
                    return ID;
                }

                @Override
                public void saving(String mapping) {
                    told.add("saving " + mapping);
                }

                @Override
                public boolean resyncs() {
                    return true;
                }

                @Override
                public boolean liveEvents() {
                    return false;
                }

                @Override
                public boolean actions() {
                    return false;
                }

                @Override
                public boolean incremental() {
                    return false;
                }

                @Override
                public Changelog changelog() {
                    return new Changelog.Nowhere();
                }

                @Override
                public Optional<RunId> request(String why) {
                    throw new AssertionError("a run was asked for: " + why);
                }

                @Override
                public Optional<RunId> request(String why, Message message) {
                    throw new AssertionError("a run was asked for: " + why);
                }
            };
        }
    }

    /** Knows kinds alone. */
    private static final class KindMapper implements Mapper {

        @Override
        public Mapping read(JsonNode document) throws MalformedMapping {
            List<Finding> faults = new ArrayList<>();
            List<Resource> resources = new ArrayList<>();
            if (!document.isObject()) {
                faults.add(new Finding("", "is no object"));
            }
            for (JsonNode resource : document.path("resources")) {
                String path = "resources[" + (resources.size() + faults.size()) + "]";
                if (resource.path("kind").isTextual()) {
                    resources.add(new Resource(
                            resources.size(),
                            new Kind(resource.path("kind").asText()),
                            JsonNodeFactory.instance.objectNode(),
                            "true",
                            null,
                            new Resource.Template(
                                    JsonNodeFactory.instance.textNode(".id"),
                                    "x",
                                    null,
                                    null,
                                    null,
                                    Map.of(),
                                    Map.of())));
                } else {
                    faults.add(new Finding(path + ".kind", "is missing"));
                }
            }
            if (!faults.isEmpty()) {
                throw new MalformedMapping(faults);
            }
            String hash = "hash of " + document.at("/resources/0/kind").asText();
            return new Mapping(resources, new Mapping.Options(true, true, true, 0.1), hash);
        }

        @Override
        public RecordMapper prepare(Resource resource) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RecordMapper prepare(Resource resource, IntegrationId integration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Finding> review(Resource resource, List<? extends JsonNode> samples) {
            return List.of();
        }
    }
}
