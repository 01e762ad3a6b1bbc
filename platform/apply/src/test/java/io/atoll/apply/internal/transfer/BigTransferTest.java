package io.atoll.apply.internal.transfer;

import static io.atoll.apply.internal.transfer.MemoryCatalog.ANYBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.apply.internal.client.Eventually;
import io.atoll.apply.internal.client.FakePort.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes of their own: with little memory, and killed. */
@Timeout(600)
class BigTransferTest {

    private static final int MANY = 100_000;

    @TempDir
    Path folder;

    @Test
    void hundredThousandEntitiesThatAreRelatedInCirclesPassThroughAHeapOf32Megabytes() throws Exception {
        try (MemoryCatalog source = catalog(MANY);
                MemoryCatalog target = new MemoryCatalog()) {
            Path file = folder.resolve("catalog.jsonl");

            finish(start("export", "--from", source.url(), "--out", file.toString()));
            source.port.requests.clear();
            finish(start("import", file.toString(), "--to", target.url()));

            assertThat(target.count("node")).isEqualTo(MANY);
            assertThat(target.entityOf("node", "n0").at("/relations/next").asText())
                    .isEqualTo("n1");
            assertThat(target.entityOf("node", "n" + (MANY - 1))
                            .at("/relations/next")
                            .asText())
                    .isEqualTo("n0");
            assertThat(bulks(target)).isEqualTo(MANY / 20);
        }
    }

    @Test
    void anImportThatWasKilledGoesOnWhereItWas() throws Exception {
        int some = 4_000;
        try (MemoryCatalog source = catalog(some);
                MemoryCatalog target = new MemoryCatalog()) {
            Path file = folder.resolve("catalog.jsonl");
            finish(start("export", "--from", source.url(), "--out", file.toString()));

            Process killed = start("import", file.toString(), "--to", target.url());
            Eventually.isTrue(() -> bulks(target) > some / 80);
            killed.destroyForcibly().waitFor();
            long before = bulks(target);
            assertThat(before).isLessThan(some / 20);
            assertThat(finished(start("import", file.toString(), "--to", target.url())))
                    .isEqualTo(2);
            finish(start("import", file.toString(), "--to", target.url(), "--resume"));

            assertThat(target.count("node")).isEqualTo(some);
            assertThat(bulks(target)).isBetween((long) some / 20, some / 20 + 1L);
            assertThat(target.entityOf("node", "n7").at("/relations/next").asText())
                    .isEqualTo("n8");
            Path again = folder.resolve("again.jsonl");
            finish(start("export", "--from", target.url(), "--out", again.toString()));
            assertThat(Files.readAllLines(again).stream().skip(1))
                    .containsExactlyElementsOf(
                            Files.readAllLines(file).stream().skip(1).toList());
        }
    }

    private static long bulks(MemoryCatalog catalog) {
        return catalog.port.requests.stream()
                .map(Request::path)
                .filter(path -> path.endsWith("/bulk"))
                .count();
    }

    private static MemoryCatalog catalog(int entities) throws IOException {
        MemoryCatalog catalog = new MemoryCatalog();
        catalog.blueprint("{'identifier':'node','title':'Node','schema':{'properties':{'text':{'type':'string'}}},"
                + "'relations':{'next':{'target':'node','many':false,'required':false}}}");
        String text = "x".repeat(300);
        for (int i = 0; i < entities; i++) {
            catalog.entity(
                    ANYBODY,
                    "{'identifier':'n" + i + "','blueprint':'node','properties':{'text':'" + text
                            + "'},'relations':{'next':'n" + (i + 1) % entities + "'}}");
        }
        return catalog;
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                TransferCommand.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("PORT_CLIENT_ID", "id", "PORT_CLIENT_SECRET", "secret"));
        return builder.redirectOutput(folder.resolve("said").toFile()).start();
    }

    private void finish(Process process) throws Exception {
        assertThat(finished(process))
                .as(Files.readString(folder.resolve("said")))
                .isZero();
    }

    private static int finished(Process process) throws InterruptedException {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
