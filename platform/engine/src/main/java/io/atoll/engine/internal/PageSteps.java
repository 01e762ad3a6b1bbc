package io.atoll.engine.internal;

import io.atoll.pipeline.Tracer.Step;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The pages of a resource, as traces know them: each begins with the first request by which it is read, or else when it is there. */
final class PageSteps {

    private final Step kind;
    private final Map<String, Partition> partitions = new ConcurrentHashMap<>();

    PageSteps(Step kind) {
        this.kind = kind;
    }

    /** What who reads a partition works for. */
    Step reading(String partition) {
        return kind == Step.NONE ? Step.NONE : partitions.computeIfAbsent(partition, Partition::new);
    }

    /** The page of a partition that is there now. */
    Step arrived(String partition) {
        Partition known = partitions.get(partition);
        return known == null ? begin(partition) : known.arrived();
    }

    /** No page of a partition follows; what was asked for since the last one is over. */
    void ended(String partition, @Nullable String gap) {
        Partition known = partitions.remove(partition);
        if (known != null) {
            known.end(gap);
        }
    }

    private Step begin(String partition) {
        return kind.begin("page", Map.of("partition", partition));
    }

    /** Begins a page, if none is being read, to have parts begin as parts of that. */
    private final class Partition implements Step {

        private final String name;
        private @Nullable Step page;

        private Partition(String name) {
            this.name = name;
        }

        @Override
        public synchronized Step begin(String part, Map<String, String> attributes) {
            @Nullable Step reading = page;
            if (reading == null) {
                reading = PageSteps.this.begin(name);
                page = reading;
            }
            return reading.begin(part, attributes);
        }

        private synchronized Step arrived() {
            @Nullable Step there = page;
            page = null;
            return there == null ? PageSteps.this.begin(name) : there;
        }

        private synchronized void end(@Nullable String gap) {
            @Nullable Step last = page;
            page = null;
            if (last != null) {
                if (gap != null) {
                    last.failed(gap);
                }
                last.close();
            }
        }

        @Override
        public void failed(String reason) {}

        @Override
        public void close() {}
    }
}
