package io.atoll.pipeline;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what runs do, step by step. A service that need not be there; it never holds up whom it is told by. Thread-safe.
 *
 * <p>A run has a step {@code kind} for each resource, that has {@code page}s and {@code bulk}s. A page has the {@code request}s to the third
 * party by which it was read, and a bulk those to the catalog. Their attributes hold names and numbers, and no record of a third party.
 */
@ConsumerType
public interface Tracer {

    /** Is told, and keeps nothing. */
    Tracer NONE = (name, attributes) -> Step.NONE;

    /**
     * The step that the calling thread works for, as do the threads that it starts meanwhile; one of which nothing is kept if it works for
     * none.
     */
    static Step current() {
        return Within.current();
    }

    /** Has the calling thread work for a step, until what is returned is closed by it. */
    static Within enter(Step step) {
        return new Within(step);
    }

    /** A step begins that is part of no other. */
    Step begin(String name, Map<String, String> attributes);

    /** Something that takes its time. It may be closed by another thread than began it. */
    @ConsumerType
    interface Step extends AutoCloseable {

        /** One of which nothing is kept. */
        Step NONE = new Step() {
            @Override
            public Step begin(String name, Map<String, String> attributes) {
                return this;
            }

            @Override
            public void failed(String reason) {}

            @Override
            public void close() {}
        };

        /** A part of it begins. */
        Step begin(String name, Map<String, String> attributes);

        /** Something more is known of it before it is over. */
        default void known(String name, String value) {}

        /** How another system names it when it goes on with the trace, as the header {@code traceparent} of W3C; empty if it shall not. */
        default Optional<String> traceparent() {
            return Optional.empty();
        }

        /** It failed; it is not over thereby. */
        void failed(String reason);

        /** It is over; more than once is once. */
        @Override
        void close();
    }
}
