package io.atoll.health.internal.inside;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.ThreadMXBean;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The threads of the machine, and for which integration they work: those of runs by the name of the run, others by that of the instance in
 * their names.
 */
@Component(service = Threads.class)
public final class Threads {

    private static final int RUNS = 200;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable SyncEngine engine;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Integrations integrations;

    /** Looks when it is asked. */
    @Activate
    public Threads() {}

    /** Those of the system, the busiest first. */
    List<ThreadView> all() {
        var machine = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Map<String, String> runs = runs();
        List<String> instances = instances();
        return Stream.of(machine.getThreadInfo(machine.getAllThreadIds(), 1))
                .filter(Objects::nonNull)
                .map(info -> ThreadView.of(live(machine, info), integration(info.getThreadName(), runs, instances)))
                .sorted(Comparator.comparingLong(ThreadView::cpuMillis).reversed())
                .toList();
    }

    private static ThreadView.Live live(ThreadMXBean machine, ThreadInfo info) {
        StackTraceElement[] stack = info.getStackTrace();
        return new ThreadView.Live(
                info.getThreadId(),
                info.getThreadName(),
                info.getThreadState(),
                Math.max(0, machine.getThreadCpuTime(info.getThreadId())),
                Math.max(0, machine.getThreadAllocatedBytes(info.getThreadId())),
                stack.length == 0 ? "" : stack[0].toString());
    }

    /** The integrations of the latest runs, by the names of the runs. */
    private Map<String, String> runs() {
        var runs = new HashMap<String, String>();
        SyncEngine present = engine;
        if (present != null) {
            for (RunReport run : present.recent(RUNS)) {
                runs.put(run.id().value(), run.integration().toString());
            }
        }
        return runs;
    }

    private List<String> instances() {
        Integrations present = integrations;
        return present == null
                ? List.of()
                : present.all().stream()
                        .map(integration -> integration.id().toString())
                        .toList();
    }

    /** For which of some instances a thread of a name works: names of instances may contain those of others. */
    static Optional<String> integration(String thread, Map<String, String> runs, List<String> instances) {
        if (thread.startsWith("atoll-run-")) {
            String rest = thread.substring("atoll-run-".length());
            return runs.entrySet().stream()
                    .filter(run -> rest.equals(run.getKey()) || rest.startsWith(run.getKey() + "-"))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
        return instances.stream()
                .filter(instance -> thread.startsWith(instance) || thread.contains("-" + instance))
                .max(Comparator.comparingInt(String::length));
    }

    /** What all threads do, the virtual ones included, written into a file that is not there yet. */
    static void dump(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
    }

    /** What all threads do, as a text. */
    static String dump() throws IOException {
        Path folder = Files.createTempDirectory("atoll-threads");
        Path file = folder.resolve("threads.txt");
        try {
            dump(file);
            return Files.readString(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
