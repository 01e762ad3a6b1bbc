package io.atoll.pipeline;

import io.atoll.pipeline.Tracer.Step;

/** A thread, and each that it starts, works for a {@linkplain Tracer.Step step}. To be closed by the thread that made it; they may be nested. */
public final class Within implements AutoCloseable {

    private static final ThreadLocal<Step> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected Step initialValue() {
            return Step.NONE;
        }
    };

    private final Step before;

    Within(Step step) {
        before = CURRENT.get();
        CURRENT.set(step);
    }

    static Step current() {
        return CURRENT.get();
    }

    @Override
    public void close() {
        if (before == Step.NONE) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
