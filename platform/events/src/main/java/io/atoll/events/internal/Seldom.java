package io.atoll.events.internal;

import io.atoll.pipeline.Inbox.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Says something about a lane at most once in a while: who sends forged deliveries does not fill the log. */
final class Seldom {

    private final Duration pause;
    private final Map<Lane, Long> last = new ConcurrentHashMap<>();

    Seldom(Duration pause) {
        this.pause = pause;
    }

    void say(Lane lane, Runnable words) {
        var now = System.nanoTime();
        var before = last.get(lane);
        if (before == null || now - before > pause.toNanos()) {
            last.put(lane, now);
            words.run();
        }
    }
}
