package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.ConfigurationFiles.DeclaredKey;
import io.atoll.pipeline.ConfigurationFiles.Drift;
import io.atoll.pipeline.ConfigurationFiles.Edit;
import io.atoll.pipeline.ConfigurationFiles.Exported;
import io.atoll.pipeline.ConfigurationFiles.Fault;
import io.atoll.pipeline.ConfigurationFiles.Origin;
import io.atoll.pipeline.ConfigurationFiles.Rehearsal;
import io.atoll.pipeline.ConfigurationFiles.Rejected;
import io.atoll.pipeline.ConfigurationFiles.SecretUse;
import io.atoll.pipeline.ConfigurationFiles.Way;
import io.atoll.pipeline.ConfigurationFiles.Why;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.State;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncProvider;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Files that are changed from within the platform, in a real framework. */
@Timeout(180)
class EditedFilesOsgiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final IntegrationId A = new IntegrationId("probe", "a");

    @TempDir
    Path home;

    private Container container;
    private ConfigurationFiles files;

    @BeforeEach
    void startContainer() throws Exception {
        Files.createDirectories(home.resolve("conf/integrations"));
        start();
        container.deploy("io.atoll.probe", "1.0.0", "io.atoll.settings.fixture.probe");
        Container.await(() -> files.schema("probe"));
    }

    private void start() throws Exception {
        container = Container.start(
                home,
                new Setting(
                        List.of("org.apache.felix.metatype", "org.snakeyaml.engine"),
                        List.of("org.osgi.service.cm;version=1.6.1"),
                        Map.of(
                                "atoll.conf",
                                home.resolve("conf").toString(),
                                "atoll.deploy",
                                home.resolve("deploy").toString())));
        files = container.service(ConfigurationFiles.class, "");
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    @Test
    void saysWhatCanBeConfigured() {
        var schema = files.schema("probe~new").orElseThrow();

        assertThat(schema.keys())
                .extracting(DeclaredKey::name)
                .containsExactly(
                        "enabled", "mapping", "mode", "page.size", "paths", "resyncOnStart", "token", "url", "verbose");
        assertThat(schema.keys())
                .filteredOn(DeclaredKey::secret)
                .extracting(DeclaredKey::name)
                .containsExactly("token");
        assertThat(schema.keys())
                .filteredOn(DeclaredKey::required)
                .extracting(DeclaredKey::name)
                .containsExactly("url");
        assertThat(schema.keys()).filteredOn(key -> key.name().equals("mode")).allSatisfy(key -> {
            assertThat(key.options()).containsExactly("fast", "slow");
            assertThat(key.defaults()).containsExactly("fast");
        });
    }

    @Test
    void showsAFileAlsoInTheMomentInWhichItsBundleLeaves() throws Exception {
        files.set("probe~a", edit("{'url':'http://a','token':'s3cret'}"));
        container.bundle("io.atoll.probe").uninstall();

        assertThat(files.find("probe~a").orElseThrow().values()).containsKey("url");
        assertThat(files.schemas()).extracting(ConfigurationFiles.Schema::name).doesNotContain("probe");
        assertThat(files.export()).isNotNull();
    }

    @Test
    void makesAnInstanceWhichIsInForceAtOnce() throws Exception {
        files.set("probe~a", edit("{'url':'http://a','token':'s3cret','paths':['x']}"));

        assertThat(integrations().find(A).orElseThrow().state()).isEqualTo(State.READY);
        Path file = home.resolve("conf/integrations/probe~a.yaml");
        assertThat(file).hasContent("url: http://a\ntoken: s3cret\npaths: [x]\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files.find("probe~a").orElseThrow().values().toString())
                .contains("http://a", ConfigurationFiles.MASK)
                .doesNotContain("s3cret");
        container.service(ResyncProvider.class, "(atoll.instance=a)");
    }

    @Test
    void leavesASecretThatComesBackMasked() throws Exception {
        Path file = write("probe~a", "# mine\ntoken: s3cret # ours\nurl: http://a\n");

        var written = files.set("probe~a", edit("{'url':'http://b','token':'[REDACTED]'}"));

        assertThat(file).hasContent("# mine\ntoken: s3cret # ours\nurl: http://b\n");
        assertThat(written.commentsKept()).isTrue();
        assertThat(written.file()).isEqualTo("conf/integrations/probe~a.yaml");
    }

    @Test
    void refusesAMaskThatStandsForNothing() {
        assertThat(faults("probe~a", "{'url':'http://b','token':'[REDACTED]'}"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo("token");
                    assertThat(fault.message()).contains("stands for a secret and is none");
                });
    }

    @Test
    void tellsEveryFaultByItsKeyAndWritesNothing() throws Exception {
        Path file = write("probe~a", "url: http://a\n");

        assertThat(faults("probe~a", "{'path':['x'],'page.size':'many','mode':'odd','verbose':[1],'url':null}"))
                .extracting(Fault::key)
                .containsExactlyInAnyOrder("path", "page.size", "mode", "verbose", "url");
        assertThatThrownBy(() -> files.set("probe~a", edit("{'path':'x'}")))
                .asInstanceOf(type(Rejected.class))
                .satisfies(rejected -> {
                    assertThat(rejected.why()).isEqualTo(Why.INVALID);
                    assertThat(rejected.getMessage()).contains("did you mean 'paths'");
                });
        assertThat(file).hasContent("url: http://a\n");
        assertThat(home.resolve("conf/integrations").toFile().list()).containsExactly("probe~a.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probe~../../x",
                "..~x",
                "probe~a/b",
                "probe~a\u0000b",
                "probe~",
                "~",
                "../probe",
                "none~a",
                "none"
            })
    void refusesNamesThatAreNone(String name) {
        assertRejected(Why.UNKNOWN, () -> files.set(name, edit("{'url':'http://a'}")));
        assertRejected(Why.UNKNOWN, () -> files.remove(name));
        assertThat(files.find(name)).isEmpty();
    }

    @Test
    void refusesNamesWithoutEnd() {
        assertRejected(Why.UNKNOWN, () -> files.set("probe~" + "a".repeat(10_000), edit("{'url':'http://a'}")));
    }

    @Test
    void asksForARightBeforeSomethingElsewhereIsNamed() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "s3cret");
        write("probe~a", "url: http://a\ntoken: file:" + token + "\n");

        assertThat(files.check("probe~a", careful("{'token':'file:" + token + "','url':'http://b'}")))
                .isEmpty();
        for (String change :
                List.of("{'token':'file:/etc/shadow'}", "{'token':'env:PATH'}", "{'mapping':'../x.yaml'}")) {
            assertRejected(Why.REFERENCE, () -> files.check("probe~a", careful(change)));
            assertRejected(Why.REFERENCE, () -> files.set("probe~a", careful(change)));
            assertRejected(Why.REFERENCE, () -> files.rehearse("probe~a", careful(change)));
        }
    }

    @Test
    void leavesAFileAloneThatIsNoYaml() throws Exception {
        Path file = write("probe~a", "url: [\n");

        assertRejected(Why.CONFLICT, () -> files.set("probe~a", edit("{'url':'http://a'}")));
        assertThat(file).hasContent("url: [\n");
    }

    @Test
    void disablesAnInstanceUntilItIsEnabled() throws Exception {
        files.set("probe~a", edit("{'url':'http://a'}"));
        container.service(ResyncProvider.class, "(atoll.instance=a)");

        files.set("probe~a", careful("{'enabled':false}"));

        assertThat(integrations().find(A).orElseThrow().state()).isEqualTo(State.DISABLED);
        Container.await(() -> Optional.of(true)
                .filter(gone -> container
                        .find(ResyncProvider.class, "(atoll.instance=a)")
                        .isEmpty()));
        container.close();
        start();
        Container.await(() -> files.schema("probe"));
        assertThat(integrations().find(A).orElseThrow().state()).isEqualTo(State.DISABLED);
        assertThat(container.find(ResyncProvider.class, "(atoll.instance=a)")).isEmpty();

        files.set("probe~a", careful("{'enabled':true}"));

        assertThat(integrations().find(A).orElseThrow().state()).isEqualTo(State.READY);
        container.service(ResyncProvider.class, "(atoll.instance=a)");
    }

    @Test
    void removesAnInstance() throws Exception {
        write("probe~a", "url: http://a\n");

        assertThat(files.remove("probe~a")).isEqualTo("conf/integrations/probe~a.yaml");

        assertThat(integrations().find(A)).isEmpty();
        assertThat(files.find("probe~a")).isEmpty();
    }

    @Test
    void bringsAnInstanceToLifeForAMoment() throws Exception {
        IntegrationId passing;
        try (Rehearsal rehearsal = files.rehearse("probe~a", edit("{'url':'http://a'}"))) {
            passing = rehearsal.id();
            container.service(ResyncProvider.class, "(atoll.instance=" + passing.instance() + ")");
            assertThat(integrations().find(passing)).isEmpty();
            assertThat(files.drift()).isEmpty();
        }

        Container.await(() -> Optional.of(true)
                .filter(gone -> container
                        .find(ResyncProvider.class, "(atoll.instance=" + passing.instance() + ")")
                        .isEmpty()));
        assertThat(home.resolve("conf/integrations").toFile().list()).isEmpty();
    }

    @Test
    void tellsWhereFilesAndRunningStateDiffer() throws Exception {
        write("probe~a", "url: http://a\ntoken: s3cret\n");
        write("probe~b", "url: http://b\n");
        assertThat(files.drift()).isEmpty();
        Configuration a = configuration("probe", "a");
        Dictionary<String, Object> properties = a.getProperties();
        properties.put("url", "http://other");
        properties.put(".token", "0ther");
        a.update(properties);
        configuration("probe", "b").delete();
        write("probe~c", "url: [http://c]\n");
        container
                .service(ConfigurationAdmin.class, "")
                .getConfiguration("io.atoll.stray", "?")
                .update(properties);

        List<Drift> drifts = Container.await(() -> Optional.of(files.drift()).filter(all -> all.size() == 2));
        assertThat(drifts).extracting(Drift::way).containsExactlyInAnyOrder(Way.REFUSED, Way.UNFILED);
    }

    @Test
    void tellsWhatWasChangedByOtherMeans() throws Exception {
        write("probe~a", "url: http://a\ntoken: s3cret\n");
        write("probe~b", "url: http://b\n");
        Configuration a = configuration("probe", "a");
        Dictionary<String, Object> properties = a.getProperties();
        properties.put("url", "http://other");
        properties.put(".token", "0ther");
        a.update(properties);
        configuration("probe", "b").delete();

        List<Drift> drifts = files.drift();

        assertThat(drifts).extracting(Drift::name).containsExactly("probe~a", "probe~b");
        assertThat(drifts).extracting(Drift::way).containsExactly(Way.CHANGED, Way.GONE);
        assertThat(drifts.getFirst().differences().toString())
                .contains("http://other", ConfigurationFiles.MASK)
                .doesNotContain("s3cret", "0ther");
    }

    @Test
    void writesTheRunningStateAsFiles() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "s3cret");
        write("probe~a", "# mine\nurl: http://a\npage.size: 7\ntoken: file:" + token + "\nresyncOnStart: false\n");
        write("probe~b", "url: http://b\ntoken: l1teral\n");

        List<Exported> exported = files.export();

        assertThat(exported)
                .extracting(Exported::file)
                .containsExactly("conf/integrations/probe~a.yaml", "conf/integrations/probe~b.yaml");
        assertThat(exported.getFirst().text())
                .isEqualTo("resyncOnStart: false\npage.size: 7\ntoken: file:" + token + "\nurl: http://a\n");
        assertThat(exported.getLast().text()).isEqualTo("token: \"[REDACTED]\"\nurl: http://b\n");
    }

    @Test
    void tellsWhereSecretsComeFrom() throws Exception {
        write("probe~a", "url: http://a\ntoken: env:ATOLL_NO_SUCH_VARIABLE\n");
        write("probe~b", "url: http://b\ntoken: l1teral\n");

        List<SecretUse> uses = files.secrets();

        assertThat(uses).extracting(SecretUse::origin).containsExactly(Origin.ENV, Origin.LITERAL);
        assertThat(uses.getFirst().problem()).contains("ATOLL_NO_SUCH_VARIABLE is not set");
        assertThat(uses.toString()).doesNotContain("l1teral");
    }

    private static void assertRejected(Why why, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(Rejected.class))
                .extracting(Rejected::why)
                .isEqualTo(why);
    }

    private List<Fault> faults(String name, String change) {
        try {
            return files.check(name, edit(change));
        } catch (Rejected e) {
            throw new AssertionError(e);
        }
    }

    private static Edit edit(String values) {
        return new Edit(json(values), true);
    }

    private static Edit careful(String values) {
        return new Edit(json(values), false);
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A file by other means, which is taken up. */
    private Path write(String name, String content) throws Exception {
        Path file = home.resolve("conf/integrations/" + name + ".yaml");
        Path beside = Files.writeString(file.resolveSibling(".new"), content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Container.await(() -> integrations().find(IntegrationId.parse(name)));
        return file;
    }

    private Configuration configuration(String type, String instance) throws Exception {
        return container.service(ConfigurationAdmin.class, "")
                .listConfigurations("(&(atoll.integration=" + type + ")(atoll.instance=" + instance + "))")[0];
    }

    private Integrations integrations() {
        return container.service(Integrations.class, "");
    }
}
