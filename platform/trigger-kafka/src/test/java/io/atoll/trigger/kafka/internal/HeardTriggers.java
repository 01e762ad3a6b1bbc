package io.atoll.trigger.kafka.internal;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps what is asked of it, and may fail to. */
final class HeardTriggers implements Triggers {

    static final IntegrationId ID = new IntegrationId("git", "one");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<Message> heard = new ArrayList<>();
    private int failures;

    synchronized void fail(int times) {
        failures = times;
    }

    synchronized List<Message> heard() {
        return List.copyOf(heard);
    }

    /** Waits until what was heard is as it should be. */
    synchronized List<Message> await(Predicate<List<Message>> condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(heard)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("not seen within " + PATIENCE + ": " + heard);
            }
            wait(left);
        }
        return List.copyOf(heard);
    }

    @Override
    public synchronized Optional<RunId> request(String why, Message message) {
        if (failures > 0) {
            failures--;
            throw new UncheckedIOException(new IOException("no space"));
        }
        heard.add(message);
        notifyAll();
        return Optional.empty();
    }

    @Override
    public Optional<RunId> request(String why) {
        throw new UnsupportedOperationException(why);
    }

    @Override
    public IntegrationId integration() {
        return ID;
    }

    @Override
    public boolean resyncs() {
        return true;
    }

    @Override
    public boolean liveEvents() {
        return true;
    }

    @Override
    public boolean actions() {
        return true;
    }

    @Override
    public boolean incremental() {
        return false;
    }

    @Override
    public Changelog changelog() {
        return new Changelog.Kafka();
    }
}
