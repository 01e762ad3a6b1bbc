package io.atoll.engine.internal;

import static io.atoll.engine.internal.World.ID;
import static io.atoll.engine.internal.World.WHOLE;
import static io.atoll.engine.internal.World.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.Trigger;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConduitTest {

    @Test
    void withoutALingerWhatIsThereIsWrittenAtOnce() throws Exception {
        assertThat(writesWhileTheSourceWaits()).isTrue();
    }

    /** In a process with one processor for virtual threads, one that does not let go of it would keep it from all others for ever. */
    @Test
    void withoutALingerNoThreadIsKeptFromTheOthers(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConduitTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(new File(folder.toFile(), "output").toString())
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the other process does. */
    public static void main(String[] arguments) throws Exception {
        System.exit(writesWhileTheSourceWaits() ? 0 : 1);
    }

    /** Has a source give a page, wait until that was written, and give another. */
    private static boolean writesWhileTheSourceWaits() throws Exception {
        var world = new World(Map.of("lingerMillis", 0));
        var written = new CountDownLatch(1);
        world.beforeWrite = written::countDown;
        world.sources.put("thing", sink -> {
            sink.page("", List.of(thing("a")), null);
            boolean inTime = written.await(60, TimeUnit.SECONDS);
            sink.page("", List.of(thing(inTime ? "b" : "bad: not in time")), null);
            return WHOLE;
        });
        var run = world.engine.start(ID, new Trigger.Manual("test", 0));
        var report = world.engine.await(run, Duration.ofSeconds(90)).orElseThrow();
        world.engine.stop();
        return report.status() == Status.COMPLETE && world.held("thing").size() == 2;
    }
}
