package io.atoll.apply.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still but for those who wait by it, and that keeps how long they waited. */
public final class FakeTime implements Time {

    public final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private Duration uptime = Duration.ofHours(1);
    private Instant now = Instant.parse("2026-11-21T16:23:16.303299Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Duration uptime() {
        return uptime;
    }

    @Override
    public void sleep(Duration duration) {
        pauses.add(duration);
        advance(duration);
    }

    /** Sets the clock on the wall to another time of day, while no time passes. */
    public synchronized void jump(Duration duration) {
        now = now.plus(duration);
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        uptime = uptime.plus(duration);
    }
}
