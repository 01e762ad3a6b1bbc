package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.pipeline.Reconciler.Examined;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Measures the processor time of comparisons, to be run by hand: {@code Speed <folder> <held> <judged>}, two numbers of
 * entities. Entities have ten properties and a kilobyte.
 */
final class Speed {

    private static final int BATCH = 1000;

    private final Reconciliation comparison;
    private final int size;

    private Speed(Reconciliation comparison, int size) {
        this.comparison = comparison;
        this.size = size;
    }

    /** Measures. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(
                new JsonMapper().writeValueAsBytes(entity(1, 0).properties()).length + " bytes of properties");
        int held = Integer.parseInt(arguments[1]);
        int judged = Integer.parseInt(arguments[2]);
        try (Reconciliation comparison = new DiskReconciler(Path.of(arguments[0])).begin(false)) {
            Speed speed = new Speed(comparison, held);
            speed.hold();
            // A multiple of a prime visits all, in no order.
            speed.judge("unchanged, in any order", n -> (int) (n * 7_368_787L % held), 0, judged);
            speed.judge("unchanged, in order", n -> n, 0, judged);
            speed.judge("contradicting, in order", n -> n, 1, judged);
            speed.judge("new", n -> n + held, 0, judged);
            speed.stale();
        }
    }

    private void hold() {
        long nanos = 0;
        for (int from = 0; from < size; from += BATCH) {
            Entity[] entities = entities(n -> n, from, 0);
            long start = processorTime();
            for (Entity entity : entities) {
                comparison.held(entity);
            }
            nanos += processorTime() - start;
        }
        System.out.printf(
                "%-40s %,7d ns, %,d held, %s%n", "held", nanos / size, comparison.heldCount(), comparison.digest());
    }

    private void judge(String name, IntUnaryOperator order, int version, int count) {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        long examining = 0;
        long judging = 0;
        Examined[] examined = new Examined[BATCH];
        for (int from = 0; from < count; from += BATCH) {
            Entity[] entities = entities(order, from, version);
            long start = processorTime();
            for (int i = 0; i < BATCH; i++) {
                examined[i] = comparison.examine(entities[i]);
            }
            long middle = processorTime();
            for (int i = 0; i < BATCH; i++) {
                verdicts.merge(comparison.judge(examined[i], 0).verdict(), 1, Integer::sum);
            }
            long end = processorTime();
            examining += middle - start;
            judging += end - middle;
        }
        System.out.printf(
                "%-40s %,7d ns to examine, %,7d ns to judge, %s%n", name, examining / count, judging / count, verdicts);
    }

    private void stale() {
        long[] count = {0};
        long start = processorTime();
        comparison.stale(ref -> count[0]++);
        System.out.printf("%-40s %,7d ms, %,d%n", "stale", (processorTime() - start) / 1_000_000, count[0]);
    }

    private static Entity[] entities(IntUnaryOperator order, int from, int version) {
        Entity[] entities = new Entity[BATCH];
        for (int i = 0; i < BATCH; i++) {
            entities[i] = entity(order.applyAsInt(from + i), version);
        }
        return entities;
    }

    private static Entity entity(int number, int version) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode properties = nodes.objectNode();
        properties.put("url", "https://example.com/organizations/atoll/repositories/repository-" + number);
        properties.put("description", "What this repository is good for, said in some words. ".repeat(7) + number);
        properties.put("language", "Java");
        properties.put("stars", number + version);
        properties.put("ratio", number / 7.0);
        properties.put("archived", number % 2 == 0);
        properties.put("readme", "# Repository\n\nHow to build it, how to run it, whom to ask.\n".repeat(4) + number);
        properties.put("createdAt", "2026-01-02T03:04:05.678Z");
        properties.putArray("labels").add("backend").add("team-" + number % 50).add("tier-1");
        properties
                .putObject("statistics")
                .put("issues", number % 100)
                .put("pulls", 3)
                .put("branch", "main");
        return new Entity(
                "repository",
                nodes.textNode("atoll/repository-" + number),
                nodes.textNode("Repository " + number),
                null,
                null,
                properties,
                nodes.objectNode().put("owner", "team-" + number % 50));
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
