package io.atoll.fetch.internal;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes long to find out, and is found out anew once it is older than it may be. Safe for use by several threads, of which one
 * finds out and the others wait for it.
 *
 * @param <T> the thing
 */
final class Recent<T> {

    /** What takes long may be older: so many times as long as it takes. */
    private static final int SHARE = 20;

    private final long nanos;
    private long took;
    private final Supplier<T> finding;
    private @Nullable T found;
    private long at;

    Recent(Duration age, Supplier<T> finding) {
        this.nanos = age.toNanos();
        this.finding = finding;
    }

    synchronized T get() {
        T known = found;
        if (known == null || System.nanoTime() - at > Math.max(nanos, took * SHARE)) {
            long began = System.nanoTime();
            known = finding.get();
            found = known;
            at = System.nanoTime();
            took = at - began;
        }
        return known;
    }
}
