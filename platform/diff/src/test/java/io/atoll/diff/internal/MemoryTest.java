package io.atoll.diff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison in a process whose heap has no room for the fingerprints beside the caches. */
class MemoryTest {

    private static final int ENTITIES = 100_000;

    @TempDir
    Path folder;

    @Test
    void comparesMoreEntitiesThanTheHeapHolds() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("stale: 1");
    }

    /** Compares in this process. */
    public static void main(String[] arguments) {
        try (Reconciliation comparison =
                new DiskReconciler(Path.of(arguments[0])).begin((blueprint, relation) -> Optional.empty())) {
            for (int n = 0; n < ENTITIES; n++) {
                comparison.held(Entities.entity("id-" + n, json(n)));
            }
            for (int n = 1; n < ENTITIES; n++) {
                if (comparison.judge(Entities.entity("id-" + n, json(n))) != Verdict.UNCHANGED) {
                    throw new IllegalStateException("changed: " + n);
                }
            }
            comparison.stale(Set.of(), ref -> System.out.println("stale: 1"));
        }
    }

    private static String json(int n) {
        return "{title: 'Entity " + n + "', properties: {a: " + n + ", b: 'x" + n
                + "', c: true, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10}}";
    }
}
