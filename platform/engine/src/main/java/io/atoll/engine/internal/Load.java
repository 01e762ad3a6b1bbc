package io.atoll.engine.internal;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the process takes of its machine.
 *
 * @param processor in percent of one processor
 * @param memory in bytes, of the system's memory
 */
record Load(double processor, double memory) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    /** As it is now; the processors since the last time this was asked. */
    static Load now() {
        double part =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuLoad();
        int processors = Runtime.getRuntime().availableProcessors();
        return new Load(Math.max(0, part) * 100 * processors, resident());
    }

    /** Where the system does not tell what is resident, what the Java machine has reserved. */
    private static double resident() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseGet(Load::committed);
        } catch (IOException | RuntimeException untold) {
            return committed();
        }
    }

    private static double committed() {
        var memory = ManagementFactory.getMemoryMXBean();
        return (double) memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted();
    }
}
