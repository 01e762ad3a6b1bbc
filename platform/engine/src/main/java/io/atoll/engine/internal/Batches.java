package io.atoll.engine.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Passes on what a consumer is given one by one, so many at a time, to something that may fail with a checked exception.
 *
 * @param <T> what is passed on
 */
final class Batches<T> implements Consumer<T> {

    private final int size;
    private final Receiver<T> receiver;
    private List<T> batch = new ArrayList<>();

    Batches(int size, Receiver<T> receiver) {
        this.size = size;
        this.receiver = receiver;
    }

    /** Takes so many things at a time. */
    @FunctionalInterface
    interface Receiver<T> {
        void take(List<T> batch) throws Exception;
    }

    /** Gives things to a consumer. */
    @FunctionalInterface
    interface Source<T> {
        void give(Consumer<T> consumer) throws Exception;
    }

    /** Passes on all that a source gives. */
    static <T> void of(int size, Source<T> source, Receiver<T> receiver) throws Exception {
        var batches = new Batches<T>(size, receiver);
        try {
            source.give(batches);
            batches.flush();
        } catch (Halted halted) {
            throw halted.reason;
        }
    }

    @Override
    public void accept(T thing) {
        batch.add(thing);
        if (batch.size() == size) {
            flush();
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            receiver.take(batch);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new Halted(checked);
        }
        batch = new ArrayList<>();
    }

    /** Carries a checked exception out of a consumer. */
    private static final class Halted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Exception reason;

        Halted(Exception reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
