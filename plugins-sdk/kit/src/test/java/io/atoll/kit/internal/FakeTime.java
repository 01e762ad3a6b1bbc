package io.atoll.kit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still but for those who wait by it, and that keeps how long they waited. */
public final class FakeTime implements Time {

    public final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private Duration uptime = Duration.ofHours(1);
    private Instant now = Instant.parse("2026-11-21T16:23:16Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Duration uptime() {
        return uptime;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(duration);
        advance(duration);
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        uptime = uptime.plus(duration);
    }
}
