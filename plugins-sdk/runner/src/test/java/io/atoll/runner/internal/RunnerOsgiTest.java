package io.atoll.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** An integration that is written while it runs, in a real framework with the real stages. */
@Timeout(600)
class RunnerOsgiTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private final PrintStream out = System.out;
    private final Lines lines = new Lines();
    private final List<Container> containers = new ArrayList<>();
    private Sources acme;

    @BeforeEach
    void write() throws Exception {
        acme = Sources.acme(folder.resolve("acme"), folder.resolve("third"));
        System.setOut(new PrintStream(lines, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(out);
        containers.forEach(Container::close);
        System.clearProperty("atoll.exit.status");
    }

    @Test
    void showsRecordsEntitiesAndWhatIsLeftOut() throws Exception {
        start(configured("-D", "token=hunter2hunter2"));

        JsonNode view = view();

        assertThat(view.path("problems")).isEmpty();
        assertThat(view.path("status").asText()).isEqualTo("COMPLETE");
        assertThat(view.path("integration").asText()).isEqualTo("acme~dev");
        assertThat(view.at("/check/0/explanation").asText()).isEqualTo("the folder is there");
        JsonNode thing = view.at("/resources/0");
        assertThat(thing.path("records").asInt()).isEqualTo(3);
        assertThat(thing.at("/raw/0").toString()).isEqualTo("{\"id\":\"a\",\"name\":\"Ann\",\"note\":\"[REDACTED]\"}");
        assertThat(thing.path("made").asInt()).isEqualTo(2);
        assertThat(thing.at("/entities/1/title").asText()).isEqualTo("Bob");
        assertThat(thing.at("/dropped/0/expression").asText()).isEqualTo(".id != \"c\"");
        assertThat(thing.at("/dropped/0/first/0").asText()).isEqualTo("thing/c");
        assertThat(view.at("/changes/0/created").asInt()).isEqualTo(2);
    }

    @Test
    void mapsTheKeptRecordsAnewWhenTheMappingChanges() throws Exception {
        start(configured());
        view();

        acme.replace(Sources.MAPPING, "title: .name", "title: .name + \"!\"");
        JsonNode changed = view(view -> view.at("/changes/0/changed").asInt() == 2);
        acme.replace(Sources.MAPPING, "identifier: .id", "identifier: .id |");
        JsonNode malformed = view(view -> !view.path("problems").isEmpty());
        acme.replace(Sources.MAPPING, "identifier: .id |", "identifier: '[.id]'");
        JsonNode broken = view(view -> view.at("/resources/0/broken").asInt() > 0);

        assertThat(acme.asked()).isEqualTo(1);
        assertThat(changed.at("/resources/0/asked").asBoolean()).isFalse();
        assertThat(changed.at("/changes/0/first/0/differences/0").toString())
                .isEqualTo("{\"path\":\"title\",\"before\":\"Ann\",\"after\":\"Ann!\"}");
        assertThat(malformed.path("problems").toString()).contains("resources[0]", "identifier");
        assertThat(broken.at("/resources/0/failures/0/part").asText()).isEqualTo("identifier");
        assertThat(broken.at("/resources/0/failures/0/expression").asText()).isEqualTo("[.id]");
        assertThat(broken.at("/resources/0/failures/0/item/id").asText()).isEqualTo("a");
        assertThat(broken.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(broken.at("/changes/0/deleted").asInt()).isZero();
        assertThat(broken.at("/changes/0/unsure").asText()).contains("not complete");
    }

    @Test
    void compilesAndReloadsWhenASourceChangesAndKeepsNothingOfTheOldBundle() throws Exception {
        start(configured());
        view();
        Bundle before = bundle();
        var loader = new WeakReference<>(before.adapt(BundleWiring.class).getClassLoader());

        acme.replace(Sources.PROVIDER, "\"name\"", "\"full\"");
        JsonNode view = view(each -> each.at("/resources/0/raw/0").has("full"));

        assertThat(view.path("build").asText()).startsWith("compiled 2 files");
        assertThat(view.at("/changes/0/changed").asInt()).isEqualTo(2);
        assertThat(acme.asked()).isEqualTo(2);
        assertThat(bundle()).isNotSameAs(before);
        Container.await(() -> before.getState() == Bundle.UNINSTALLED ? Optional.of(true) : Optional.empty());
        Container.await(() -> {
            System.gc();
            return loader.get() == null ? Optional.of(true) : Optional.empty();
        });
    }

    @Test
    void keepsWhatRunsIfTheSourcesDoNotCompileOrTheBundleDoesNotResolve() throws Exception {
        start(configured());
        view();
        Bundle before = bundle();

        acme.replace(Sources.PROVIDER, "class ThingResync", "clas ThingResync");
        JsonNode unbuilt = view();
        acme.write("bnd.bnd", "Import-Package: com.nowhere;version='[1,2)', *\n");
        acme.replace(Sources.PROVIDER, "clas ThingResync", "class ThingResync");
        JsonNode unresolved = view(view -> view.toString().contains("com.nowhere"));

        assertThat(unbuilt.path("status").asText()).isEqualTo("UNUSABLE");
        assertThat(unbuilt.at("/problems/0/place").asText())
                .startsWith(Path.of("src/main/java/acme/ThingResync.java") + ":");
        assertThat(unresolved.at("/problems/0/message").asText())
                .contains("it imports package com.nowhere [1.0.0,2.0.0), which nobody exports");
        assertThat(before.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(acme.asked()).isEqualTo(1);

        acme.write("bnd.bnd", "\n");
        assertThat(view(view -> view.path("problems").isEmpty()).path("status").asText())
                .isEqualTo("COMPLETE");
    }

    @Test
    void namesTheKeysThatTheConfigurationLacksAndTakesThemWhenTheyCome() throws Exception {
        Path config = Files.writeString(folder.resolve("acme.yaml"), "# nothing yet\n");
        start("--config", config.toString());

        JsonNode lacking = view();
        Files.writeString(config, "folder: '" + folder.resolve("third") + "'\ntokn: x\n");
        JsonNode misspelt = view(view -> view.toString().contains("tokn"));
        Files.writeString(config, "folder: '" + folder.resolve("third") + "'\n");
        JsonNode right = view(view -> view.path("problems").isEmpty());

        assertThat(lacking.at("/problems/0/message").asText())
                .contains("acme.yaml", "key 'folder' is missing", "Where the things lie.");
        assertThat(misspelt.at("/problems/0/message").asText()).contains("acme.yaml:2:1", "did you mean 'token'");
        assertThat(right.path("status").asText()).isEqualTo("COMPLETE");
    }

    @Test
    void tellsByItsSortWhatAProviderThrewAndDeletesNothing() throws Exception {
        start(configured());
        view();

        acme.third("refused", "");
        acme.replace(Sources.PROVIDER, "// again", "// and again");
        JsonNode refused = view(view -> !view.at("/resources/0/gaps").isEmpty());
        acme.replace(
                Sources.PROVIDER,
                "throw new IntegrationException.Unauthorized(\"the token was refused\")",
                "throw new IllegalStateException(\"oops\")");
        JsonNode defect = view(view -> view.toString().contains("oops"));

        assertThat(refused.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(refused.at("/resources/0/gaps/0/message").asText()).isEqualTo("Unauthorized: the token was refused");
        assertThat(refused.path("changes")).isEmpty();
        assertThat(defect.at("/resources/0/gaps/0/message").asText()).contains("ThingResync.java:", "oops");
        assertThat(defect.at("/changes/0/deleted").asInt()).isZero();
    }

    @Test
    void endsByItselfWithATruthfulStatusIfItIsWantedOnce() throws Exception {
        start(configured("--once"));

        assertThat(view().path("status").asText()).isEqualTo("COMPLETE");
        assertThat(status()).isZero();
        containers.getLast().close();

        acme.third("refused", "");
        start(configured("--once"));
        JsonNode second = view();
        assertThat(second.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(status()).isEqualTo(1);
        containers.getLast().close();

        start("--once");
        view();
        assertThat(status()).isEqualTo(2);
    }

    private String[] configured(String... more) {
        return Stream.concat(Stream.of("-D", "folder=" + folder.resolve("third")), Arrays.stream(more))
                .toArray(String[]::new);
    }

    private void start(String... options) throws Exception {
        System.clearProperty("atoll.exit.status");
        var arguments = new ArrayList<>(List.of(
                "dev", acme.folder().toString(), "-o", "json", "--classpath", System.getProperty("java.class.path")));
        arguments.addAll(List.of(options));
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve("conf/integrations"));
        containers.add(Container.start(
                Files.createTempDirectory(folder, "container"),
                new Setting(
                        List.of(
                                "org.apache.felix.metatype",
                                "org.snakeyaml.engine",
                                "org.yaml.snakeyaml",
                                "com.fasterxml.jackson.dataformat.jackson-dataformat-yaml",
                                "org.osgi.service.repository",
                                "biz.aQute.bnd.util",
                                "biz.aQute.bndlib",
                                "io.atoll.jq",
                                "io.atoll.deploy",
                                "io.atoll.settings",
                                "io.atoll.fetch",
                                "io.atoll.map",
                                "io.atoll.diff"),
                        List.of("org.slf4j;version=1.7.36"),
                        Map.of(
                                "atoll.arguments", String.join("\n", arguments),
                                "atoll.home", folder.resolve("home").toString(),
                                "atoll.conf", data.resolve("conf").toString(),
                                "atoll.deploy", data.resolve("bundle").toString(),
                                "atoll.data", data.toString()))));
    }

    private JsonNode view() throws Exception {
        return view(view -> true);
    }

    /** The next view that is of a sort; others before it may show a change half done. */
    private JsonNode view(Predicate<JsonNode> sort) throws Exception {
        while (true) {
            JsonNode view = JSON.readTree(lines.next());
            if (sort.test(view)) {
                return view;
            }
        }
    }

    private static int status() {
        return Container.await(() -> Optional.ofNullable(Integer.getInteger("atoll.exit.status")));
    }

    private Bundle bundle() {
        return containers.getLast().bundle("acme");
    }
}
