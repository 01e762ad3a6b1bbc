package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/atoll dev} as an author uses it: on a folder of sources, without a platform. */
class DevIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE = "src/main/java/acme/ThingResync.java";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private Distribution distribution;
    private Path acme;

    @BeforeEach
    void unpack(TestInfo test) throws Exception {
        distribution =
                Distribution.unpack("dev-" + test.getTestMethod().orElseThrow().getName());
        acme = folder.resolve("acme");
        write(SOURCE, """
                package acme;

                import com.fasterxml.jackson.databind.node.JsonNodeFactory;
                import io.atoll.spi.Integration;
                import io.atoll.spi.RecordSink;
                import io.atoll.spi.ResyncKinds;
                import io.atoll.spi.ResyncProvider;
                import io.atoll.spi.ResyncRequest;
                import java.util.List;
                import org.osgi.service.component.annotations.Component;
                import org.osgi.service.component.annotations.ConfigurationPolicy;
                import org.osgi.service.metatype.annotations.Designate;
                import org.osgi.service.metatype.annotations.ObjectClassDefinition;

                @Integration(type = "acme", pid = "acme", title = "Acme")
                @Component(configurationPid = "acme", configurationPolicy = ConfigurationPolicy.REQUIRE)
                @Designate(ocd = ThingResync.Config.class, factory = true)
                @ResyncKinds(kinds = "thing")
                public final class ThingResync implements ResyncProvider {

                    @ObjectClassDefinition(name = "Acme")
                    @interface Config {}

                    @Override
                    public void resync(ResyncRequest request, RecordSink sink) throws InterruptedException {
                        sink.emit(List.of(JsonNodeFactory.instance.objectNode().put("id", "one")));
                    }
                }
                """);
        write("src/main/resources/.port/resources/port-app-config.yaml", """
                resources:
                  - kind: thing
                    selector: {query: 'true'}
                    port: {entity: {mappings: {identifier: .id, blueprint: '"thing"'}}}
                """);
    }

    @AfterEach
    void killLeftovers() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void runsASourceFolderOnceAndRemembersWhatItMade() throws Exception {
        Result first = dev(acme.toString(), "--once", "-o", "json");
        Result second = dev(acme.toString(), "--once", "-o", "json");

        assertThat(first.status()).as(first.err()).isZero();
        JsonNode view = JSON.readTree(first.out());
        assertThat(view.at("/resources/0/raw/0/id").asText()).isEqualTo("one");
        assertThat(view.at("/changes/0/created").asInt()).isEqualTo(1);
        assertThat(JSON.readTree(second.out()).at("/changes/0/unchanged").asInt())
                .isEqualTo(1);
        assertThat(acme.resolve("target/atoll-dev")).isDirectory();
        assertThat(distribution.home().resolve("data")).doesNotExist();
    }

    @Test
    void showsACompileErrorAtItsPlaceThenWhatIsNewAndStopsWhenItIsTold() throws Exception {
        Path out = folder.resolve("out");
        Process dev = start(out, acme.toString());
        until(out, "complete (");

        String source = Files.readString(acme.resolve(SOURCE));
        write(SOURCE, source.replace("\"one\"", "one"));
        until(out, "ThingResync.java:", "cannot find symbol");
        write(SOURCE, source.replace("\"one\"", "\"two\""));
        until(out, "created     thing/two", "deleted     thing/one");

        dev.destroy();
        assertThat(dev.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(dev.exitValue()).isZero();
    }

    @Test
    void saysWhatItCannotUse() throws Exception {
        Result nowhere = dev(folder.resolve("nowhere").toString());
        Result option = dev(acme.toString(), "--frobnicate");
        write(SOURCE, "class {");
        Result broken = dev(acme.toString(), "--once");

        assertThat(nowhere.status()).isEqualTo(2);
        assertThat(nowhere.err()).contains("nowhere", "src/main/java");
        assertThat(option.status()).isEqualTo(2);
        assertThat(option.err()).contains("'--frobnicate' is not an option");
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.out()).contains("ThingResync.java:1:");
    }

    private static void until(Path out, String... texts) throws Exception {
        eventually(
                () -> Stream.of(texts).allMatch(text -> read(out).contains(text)),
                () -> read(out) + read(Path.of(out + ".err")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = acme.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Result dev(String... arguments) throws Exception {
        Path out = folder.resolve("out-" + processes.size());
        Process process = start(out, arguments);
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("it ended").isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out),
                Files.readString(out.resolveSibling(out.getFileName() + ".err")));
    }

    private Process start(Path out, String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of(distribution.home().resolve("bin/atoll").toString(), "dev"));
        command.addAll(List.of(arguments));
        if (List.of(arguments).contains(acme.toString())) {
            command.addAll(List.of("--classpath", System.getProperty("java.class.path")));
        }
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(new File(out + ".err"))
                .start();
        processes.add(process);
        return process;
    }

    private record Result(int status, String out, String err) {}
}
