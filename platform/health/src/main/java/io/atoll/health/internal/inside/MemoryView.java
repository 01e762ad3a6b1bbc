package io.atoll.health.internal.inside;

import io.atoll.operation.Help;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the process takes of the memory. Objects of all share one heap: whose they are, nobody knows. */
record MemoryView(
        @Help("bytes of objects, those included that nobody needs any more")
        long heapUsed,

        @Help("bytes that the heap has taken from the system")
        long heapTaken,

        @Help("bytes that the heap may take; -1 if it is not bounded")
        long heapMost,

        @Help("bytes of classes, code and the like") long otherUsed,

        @Help("bytes of buffers outside of the heap") long buffers,
        @Help("how rubbish was collected") List<Collector> collectors,

        @Help("what the threads that work now for each integration have done since they began")
        List<Share> integrations) {

    /** A collector of rubbish. */
    record Collector(
            @Help("its name") String name,
            @Help("how often it has collected") long collections,
            @Help("milliseconds that it took") long millis) {}

    /** What an integration does. */
    record Share(
            @Help("type~instance") String integration,
            @Help("threads that work for it now") int threads,

            @Help("bytes of objects that these have made; most of them are rubbish by now")
            long allocatedBytes,

            @Help("milliseconds of a processor that these have used")
            long cpuMillis) {

        private Share plus(ThreadView thread) {
            return new Share(
                    integration, threads + 1, allocatedBytes + thread.allocatedBytes(), cpuMillis + thread.cpuMillis());
        }
    }

    static MemoryView now(List<ThreadView> threads) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new MemoryView(
                heap.getUsed(),
                heap.getCommitted(),
                heap.getMax(),
                ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed(),
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(each -> new Collector(each.getName(), each.getCollectionCount(), each.getCollectionTime()))
                        .toList(),
                shares(threads));
    }

    private static List<Share> shares(List<ThreadView> threads) {
        Map<String, Share> shares = new TreeMap<>();
        for (ThreadView thread : threads) {
            thread.integration()
                    .ifPresent(name -> shares.put(
                            name,
                            shares.getOrDefault(name, new Share(name, 0, 0, 0)).plus(thread)));
        }
        return List.copyOf(shares.values());
    }
}
