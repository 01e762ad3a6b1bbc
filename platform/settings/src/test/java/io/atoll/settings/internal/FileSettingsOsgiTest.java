package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Files, bundles and Config Admin in a real framework. */
@Timeout(180)
class FileSettingsOsgiTest {

    private static final IntegrationId A = new IntegrationId("probe", "a");
    private static final IntegrationId B = new IntegrationId("probe", "b");

    @TempDir
    Path home;

    private Container container;

    @BeforeEach
    void startContainer() throws Exception {
        Files.createDirectories(home.resolve("conf/integrations"));
        container = started("atoll.home", home.toString());
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    @Test
    void bindsTheComponentsOfEachInstanceAmongThemselves() throws Exception {
        write("conf/integrations/probe~a.yaml", "url: http://a");
        write("conf/integrations/probe~b.yaml", "url: http://b");

        deployProbe("1.2.3.snapshot");

        assertThat(story(A)).startsWith("http://a ");
        assertThat(story(B)).startsWith("http://b ");
        assertThat(ready(A).title()).isEqualTo("Probe");
        assertThat(ready(A).version()).isEqualTo("1.2.3");
        assertThat(integrations().all()).extracting(Integration::id).containsExactly(A, B);
    }

    @Test
    void convertsValuesToTheTypesOfTheMetatype() throws Exception {
        deployProbe("1.0.0");
        Path token = write("token", "s3cret\n");

        write("conf/integrations/probe~a.yaml", """
                url: http://a
                paths: [x, "y, z"]
                page.size: 7
                mode: slow
                verbose: true
                token: file:%s
                """.formatted(token));

        assertThat(story(A)).isEqualTo("http://a [x, y, z] 7 slow true s3cret");
        assertThat(ready(A).toString()).doesNotContain("s3cret");
        assertThat(container
                        .find(ResyncProvider.class, "(atoll.instance=a)")
                        .orElseThrow()
                        .getPropertyKeys())
                .noneMatch(key -> key.startsWith("."));
    }

    @Test
    void waitsForTheBundleOfAnInstance() throws Exception {
        write("conf/integrations/probe~a.yaml", "url: http://a");

        Integration missing = await(A, each -> each.state() == State.MISSING);
        assertThat(missing.problem())
                .isEqualTo(
                        "no integration of type 'probe' is deployed; drop its bundle into " + home.resolve("deploy"));

        deployProbe("1.0.0");
        assertThat(story(A)).startsWith("http://a ");
    }

    @Test
    void tellsAllFaultsOfAFileAndKeepsTheLastGoodConfiguration() throws Exception {
        deployProbe("1.0.0");
        write("conf/integrations/probe~a.yaml", "url: http://a");
        String before = ready(A).configuration();

        write("conf/integrations/probe~a.yaml", "url: http://other\npage.size: 101\npath: x\nverbose: perhaps\n");

        Integration faulty = await(A, each -> each.state() == State.FAULTY);
        assertThat(faulty.problem().lines())
                .containsExactly(
                        "conf/integrations/probe~a.yaml:2:12: key 'page.size' must not be '101': greater than maximum",
                        "conf/integrations/probe~a.yaml:3:1: key 'path' is not known to probe; did you mean 'paths'?"
                                + " known: enabled, mapping, mode, page.size, paths, resyncOnStart, token, url, verbose",
                        "conf/integrations/probe~a.yaml:4:10: key 'verbose' is true or false, but here is 'perhaps'");
        assertThat(faulty.configuration()).isEqualTo(before);
        assertThat(story(A)).startsWith("http://a ");

        write("conf/integrations/probe~a.yaml", "url: http://other");
        assertThat(await(
                        A,
                        each -> each.state() == State.READY
                                && !each.configuration().equals(before)))
                .isNotNull();
        Container.await(() -> Optional.of(story(A)).filter(story -> story.startsWith("http://other ")));
    }

    @Test
    void configuresNothingWhereThereNeverWasAGoodFile() throws Exception {
        deployProbe("1.0.0");

        write("conf/integrations/probe~a.yaml", "paths: []");

        assertThat(await(A, each -> each.state() == State.FAULTY).problem())
                .isEqualTo("conf/integrations/probe~a.yaml:1:1: key 'url' is missing; probe needs it:"
                        + " Where the third party is");
        assertThat(container.find(ResyncProvider.class, "")).isEmpty();
    }

    @Test
    void leavesComponentsAloneIfAFileSaysTheSameInOtherWords() throws Exception {
        deployProbe("1.0.0");
        write("conf/integrations/probe~a.yaml", "url: http://a\nresyncOnStart: true");
        ready(A);
        Object before = serviceId();

        write("conf/integrations/probe~a.yaml", "# changed\nresyncOnStart: false\nurl: 'http://a'\n");

        await(A, each -> !each.resyncOnStart());
        assertThat(serviceId()).isEqualTo(before);
    }

    @Test
    void deletesTheConfigurationOfARemovedFile() throws Exception {
        deployProbe("1.0.0");
        Path file = write("conf/integrations/probe~a.yaml", "url: http://a");
        ready(A);

        Files.delete(file);

        container.awaitNone(ResyncProvider.class, "");
        awaitGone(A);
    }

    @Test
    void deletesAtStartWhatEarlierSessionsConfiguredAndNoFileAsksFor() throws Exception {
        deployProbe("1.0.0");
        Path file = write("conf/integrations/probe~a.yaml", "url: http://a");
        write("conf/integrations/probe~b.yaml", "url: http://b");
        ready(B);
        story(A);

        container.close();
        Files.delete(file);
        container = started("atoll.home", home.toString());

        container.awaitNone(ResyncProvider.class, "(atoll.instance=a)");
        assertThat(story(B)).startsWith("http://b ");
    }

    @Test
    void unconfiguresAnInstanceWhoseBundleLeaves() throws Exception {
        Bundle probe = deployProbe("1.0.0");
        write("conf/integrations/probe~a.yaml", "url: http://a");
        ready(A);

        probe.uninstall();

        await(A, each -> each.state() == State.MISSING);
        assertThat(integrations().defaults(A)).isEmpty();
    }

    @Test
    void readsMappingsInlineAndFromFilesThatItWatches() throws Exception {
        deployProbe("1.0.0");
        write("conf/integrations/probe~a.yaml", "url: http://a\nmapping: {resources: [{kind: story}]}");
        write("conf/integrations/story.yaml", "resources:\n  - kind: [\n");
        write("conf/integrations/probe~b.yaml", "url: http://b\nmapping: story.yaml");

        assertThat(kind(ready(A))).isEqualTo("story");
        assertThat(await(B, each -> each.state() == State.FAULTY).problem())
                .startsWith("conf/integrations/story.yaml:3:1: is not YAML: ");

        write("conf/integrations/story.yaml", "resources:\n  - kind: tale\n");
        assertThat(kind(ready(B))).isEqualTo("tale");
        assertThat(problems()).isEmpty();
    }

    @Test
    void takesFoldersOfOceanInstallationsAndFollowsThem() throws Exception {
        deployProbe("1.0.0");
        IntegrationId mine = new IntegrationId("probe", "my-probe-integration");
        write("conf/ocean/one/.env", "OCEAN__INTEGRATION__TYPE=probe\nOCEAN__INTEGRATION__CONFIG__URL=http://one\n");
        write("conf/ocean/two/.env", """
                OCEAN__INTEGRATION__TYPE=probe
                OCEAN__INTEGRATION__IDENTIFIER=b
                OCEAN__INTEGRATION__CONFIG__URL=http://two
                OCEAN__INTEGRATION__CONFIG__PATHS='["x", "y"]'
                OCEAN__PORT__CLIENT_ID=id
                OCEAN__PORT__CLIENT_SECRET=s3cret
                """);
        write("conf/ocean/two/.port/resources/pages.json", "[{}]");

        assertThat(story(mine)).startsWith("http://one ");
        assertThat(ready(B).source()).isEqualTo("conf/ocean/two");
        assertThat(ready(B).terms().account()).isPresent();
        assertThat(story(B)).startsWith("http://two ");
        assertThat(integrations().defaults(B).orElseThrow().pages()).hasSize(1);
        assertThat(integrations().defaults(mine).orElseThrow().blueprints()).hasSize(1);

        write("conf/ocean/one/.env", "OCEAN__INTEGRATION__TYPE=probe\nOCEAN__INTEGRATION__CONFIG__PAGE_SIZE=5\n");
        assertThat(await(mine, each -> each.state() == State.FAULTY).problem())
                .contains("conf/ocean/one: OCEAN__INTEGRATION__CONFIG__URL is missing");

        write("conf/ocean/one/.env", "OCEAN__INTEGRATION__TYPE=none\n");
        IntegrationId none = new IntegrationId("none", "my-none-integration");
        assertThat(await(none, each -> each.state() == State.MISSING).problem())
                .contains("no integration of type 'none' is deployed; drop its bundle into");

        Files.delete(home.resolve("conf/ocean/two/.env"));
        awaitGone(B);
    }

    @Test
    void runsOneOceanInstallationAlone() throws Exception {
        container.close();
        write("conf/integrations/probe~a.yaml", "url: http://a");
        write("elsewhere/.env", "OCEAN__INTEGRATION__TYPE=probe\nOCEAN__INTEGRATION__CONFIG__URL=http://e\n");
        container = started("atoll.ocean", home.resolve("elsewhere").toString());
        deployProbe("1.0.0");

        IntegrationId only = new IntegrationId("probe", "my-probe-integration");
        assertThat(story(only)).startsWith("http://e ");
        assertThat(integrations().all()).extracting(Integration::id).containsExactly(only);
    }

    @Test
    void givesTheDefaultsOfTheBundle() throws Exception {
        deployProbe("1.0.0");
        write("conf/integrations/probe~a.yaml", "url: http://a");
        ready(A);

        var defaults = integrations().defaults(A).orElseThrow();

        assertThat(defaults.blueprints())
                .singleElement()
                .satisfies(blueprint ->
                        assertThat(blueprint.path("identifier").asText()).isEqualTo("story"));
        assertThat(defaults.mapping()).isNotNull();
    }

    @Test
    void tellsWhatABundleWouldBringThatIsNotDeployed() throws Exception {
        deployProbe("1.0.0");
        write("conf/integrations/probe~a.yaml", "url: http://a");
        ready(A);

        Path next = jar("next.jar", "resources: [{kind: tale}]");
        assertThat(String.valueOf(integrations().defaults(A, next).mapping()))
                .isEqualTo("{\"resources\":[{\"kind\":\"tale\"}]}");
        assertThat(String.valueOf(integrations().defaults(A).orElseThrow().mapping()))
                .doesNotContain("tale");
        Path faulty = jar("faulty.jar", "resources:\n  - kind: [\n");
        assertThatThrownBy(() -> integrations().defaults(A, faulty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("faulty.jar/.port/resources/port-app-config.yaml:3:1");
        Path endless = jar("endless.jar", " ".repeat((16 << 20) + 1));
        assertThatThrownBy(() -> integrations().defaults(A, endless))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port-app-config.yaml is larger than 16 MiB");
    }

    private Path jar(String name, String mapping) throws IOException {
        Path jar = home.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(".port/resources/port-app-config.yaml"));
            out.write(mapping.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    @Test
    void configuresStagesAndTellsOfFilesOfNoStage() throws Exception {
        container.deploy("io.atoll.sample", "1.0.0", "io.atoll.settings.fixture.stage");

        write("conf/sample.yaml", "parallel: 9");

        assertThat(container.service(Supplier.class, "(test=sample)").get()).isEqualTo(9);

        write("conf/sampel.yaml", "parallel: 9");
        write("conf/sample.yaml", "parallel: many");
        assertThat(problem("conf/sampel.yaml"))
                .isEqualTo("conf/sampel.yaml: there is no stage 'sampel'; did you mean 'sample'? known: sample");
        assertThat(problem("conf/sample.yaml"))
                .isEqualTo("conf/sample.yaml:1:11: key 'parallel' is a whole number, but here is 'many'");
        assertThat(container.service(Supplier.class, "(test=sample)").get()).isEqualTo(9);
    }

    @Test
    void tellsOfFilesThatNameNoInstance() throws Exception {
        write("conf/integrations/probe.yaml", "url: http://a");

        assertThat(problem("conf/integrations/probe.yaml"))
                .isEqualTo("conf/integrations/probe.yaml: configures nothing, and no file refers to it;"
                        + " an instance is named type~instance.yaml, for example git~demo.yaml");
    }

    @Test
    void givesEachInstanceTheSettingsOfAStageWithItsOwnOnTop() throws Exception {
        container.deploy("io.atoll.bell", "1.0.0", "io.atoll.settings.fixture.section");
        write("conf/bell.yaml", "tone: high\ntimes: 2\n");
        write("conf/integrations/probe~a.yaml", "url: http://a\nbell: {times: 3}");
        write("conf/integrations/probe~b.yaml", "url: http://b");

        awaitSound(A, "high 3");
        awaitSound(B, "high 2");

        deployProbe("1.0.0");
        ready(A);
        write("conf/bell.yaml", "tone: 1.5.x\ntime: 2\n");
        assertThat(problem("conf/bell.yaml"))
                .isEqualTo("conf/bell.yaml:2:1: key 'time' is not known to the stage bell; did you mean 'times'?"
                        + " known: times, tone");
        awaitSound(B, "high 2");

        Files.delete(home.resolve("conf/bell.yaml"));
        awaitSound(A, "low 3");
        awaitSound(B, "low 1");
    }

    @Test
    void tellsWhatIsWrongInTheSectionOfAStage() throws Exception {
        container.deploy("io.atoll.bell", "1.0.0", "io.atoll.settings.fixture.section");
        deployProbe("1.0.0");
        write("conf/integrations/probe~a.yaml", "url: http://a\nbell:\n  times: often\n");
        write("conf/integrations/probe~b.yaml", "url: http://b\nbell: loud");

        assertThat(await(A, each -> each.state() == State.FAULTY).problem())
                .isEqualTo("conf/integrations/probe~a.yaml:3:10: key 'times' is a whole number, but here is 'often'");
        assertThat(await(B, each -> each.state() == State.FAULTY).problem())
                .isEqualTo("conf/integrations/probe~b.yaml:2:7: key 'bell' holds keys, each written 'key: value',"
                        + " but here is a text");
    }

    @Test
    void leavesNoThreadBehind() throws BundleException {
        assertThat(scanners()).isEqualTo(1);

        container.bundle("io.atoll.settings").stop();

        assertThat(scanners()).isZero();
    }

    private static long scanners() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("atoll-settings"))
                .count();
    }

    private Container started(String property, String value) throws BundleException {
        return Container.start(
                home,
                new Setting(
                        List.of("org.apache.felix.metatype", "org.snakeyaml.engine"),
                        List.of(),
                        Map.of(
                                property,
                                value,
                                "atoll.conf",
                                home.resolve("conf").toString(),
                                "atoll.deploy",
                                home.resolve("deploy").toString())));
    }

    private Bundle deployProbe(String version) throws Exception {
        return container.deploy("io.atoll.probe", version, "io.atoll.settings.fixture.probe");
    }

    private void awaitSound(IntegrationId id, String sound) {
        String filter = "(&(atoll.integration=" + id.type() + ")(atoll.instance=" + id.instance() + "))";
        Container.await(() ->
                Optional.of(container.service(Supplier.class, filter).get()).filter(sound::equals));
    }

    private Integrations integrations() {
        return container.service(Integrations.class, "");
    }

    private Integration ready(IntegrationId id) {
        return await(id, each -> each.state() == State.READY);
    }

    private Integration await(IntegrationId id, Predicate<Integration> condition) {
        return Container.await(() -> integrations().find(id).filter(condition));
    }

    private void awaitGone(IntegrationId id) {
        Container.await(() -> integrations().find(id).isPresent() ? Optional.empty() : Optional.of(true));
    }

    @Test
    void putsAnotherMappingIntoTheFileOfAnInstance() throws Exception {
        deployProbe("1.0.0");
        Path file = write("conf/integrations/probe~a.yaml", """
                # ours
                url: http://a
                mapping:
                  # all stories
                  resources:
                    - kind: story

                # more
                verbose: true
                """);
        ready(A);
        assertThat(integrations().mappingText(A)).contains("# all stories\nresources:\n  - kind: story\n");

        integrations().map(A, "resources:\n  - kind: tale # better\n");

        assertThat(kind(integrations().find(A).orElseThrow())).isEqualTo("tale");
        assertThat(file).hasContent("""
                # ours
                url: http://a
                mapping:
                  resources:
                    - kind: tale # better

                # more
                verbose: true
                """);
    }

    private String problem(String file) {
        return Container.await(() -> Optional.ofNullable(problems().get(file)).map(Object::toString));
    }

    private Map<?, ?> problems() throws ReflectiveOperationException {
        return (Map<?, ?>) integrations().getClass().getMethod("problems").invoke(integrations());
    }

    private Object serviceId() {
        container.service(ResyncProvider.class, "");
        return container.find(ResyncProvider.class, "").orElseThrow().getProperty(Constants.SERVICE_ID);
    }

    private String story(IntegrationId id) throws Exception {
        var sink = new Records();
        String filter = "(&(atoll.integration=" + id.type() + ")(atoll.instance=" + id.instance() + "))";
        container.service(ResyncProvider.class, filter).resync(new Story(id), sink);
        return sink.records.getFirst().path("story").asText();
    }

    private static String kind(Integration integration) {
        JsonNode mapping = integration.mapping();
        return mapping == null ? "" : mapping.at("/resources/0/kind").asText();
    }

    /** Writes as editors do: a file beside, and a move. */
    private Path write(String name, String content) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(".new");
        Files.writeString(beside, content);
        return Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Asks for the only kind of the probe. */
    private record Story(IntegrationId integration) implements ResyncRequest {

        @Override
        public Kind kind() {
            return new Kind("story");
        }

        @Override
        public <S extends Record> S selector(Class<S> type) {
            throw new UnsupportedOperationException(type.getName());
        }

        @Override
        public Optional<Instant> changedSince() {
            return Optional.empty();
        }
    }

    /** Keeps what it is given. */
    private static final class Records implements RecordSink {

        private final List<JsonNode> records = new ArrayList<>();

        @Override
        public void emit(Iterable<? extends JsonNode> page) {
            page.forEach(records::add);
        }

        @Override
        public void emit(Iterable<? extends JsonNode> page, String resumeAt) {
            emit(page);
        }

        @Override
        public Optional<String> resumeAt() {
            return Optional.empty();
        }

        @Override
        public void unreadable(JsonNode record, String reason) {
            records.add(((ObjectNode) record).put("reason", reason));
        }

        @Override
        public void partition(String name, PartitionReader reader) {
            throw new UnsupportedOperationException(name);
        }
    }
}
