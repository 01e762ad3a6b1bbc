package io.atoll.diff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison in a process whose heap has no room for the fingerprints of its entities, nor for their names. */
class MemoryTest {

    private static final int ENTITIES = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void comparesMoreEntitiesThanTheHeapHolds() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("stale: 100000");
    }

    /** Compares in this process. */
    public static void main(String[] arguments) {
        try (Reconciliation comparison = new DiskReconciler(Path.of(arguments[0])).begin(false)) {
            for (int n = 0; n < ENTITIES; n++) {
                comparison.held(entity(n));
            }
            for (int n = 0; n < ENTITIES; n++) {
                if (n % 10 != 0
                        && comparison.judge(comparison.examine(entity(n)), 0).verdict() != Verdict.UNCHANGED) {
                    throw new IllegalStateException("changed: " + n);
                }
            }
            long[] stale = {0};
            comparison.stale(ref -> stale[0]++);
            System.out.println("stale: " + stale[0]);
        }
    }

    private static Entity entity(int n) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode properties = nodes.objectNode();
        for (int field = 0; field < 10; field++) {
            properties.put("field" + field, n + field);
        }
        return new Entity(
                "service",
                nodes.textNode("id-" + n),
                nodes.textNode("Entity " + n),
                null,
                null,
                properties,
                nodes.objectNode());
    }
}
