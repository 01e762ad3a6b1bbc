package io.atoll.kit.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How fast a server may be called. Whoever calls the same host with the same credentials shares one budget, whichever kind, instance or
 * integration it is for; see {@link Quotas}.
 *
 * <p>What the headers of answers tell is kept by itself, in all common dialects: limit, remaining calls and reset as
 * {@code X-RateLimit-…}, {@code X-Rate-Limit-…}, {@code RateLimit-…} or {@code RateLimit}; resets as seconds, milliseconds, times since
 * 1970, dates or durations; {@code Retry-After} in both forms. Who waits holds neither a place nor a connection.
 *
 * @param windows how many calls a time allows
 * @param concurrency how many calls may be under way at once
 * @param dialects in which words the server tells what is left, tried before the common ones
 * @param keep what is left for others: no call is made while no more than this part of a window's calls is left, from 0 to 1
 * @param limited which answers mean that there were too many calls, beside those with status 429
 */
public record RateLimit(
        List<Window> windows, int concurrency, List<Dialect> dialects, double keep, Predicate<Answer> limited) {

    /** Copies the lists. */
    public RateLimit {
        windows = List.copyOf(windows);
        dialects = List.copyOf(dialects);
        if (concurrency < 1 || keep < 0 || keep >= 1) {
            throw new IllegalArgumentException(
                    "at least 1 call may be under way at once, and the part that is kept is from 0 to below 1");
        }
    }

    /** At most ten calls at once, and what the headers tell. */
    public static RateLimit standard() {
        return new RateLimit(List.of(), 10, List.of(), 0, answer -> false);
    }

    /** At most so many calls begin within any such time. */
    public RateLimit window(int calls, Duration time) {
        return window(calls, time, "");
    }

    /** At most so many calls whose path begins so, below the base, begin within any such time. */
    public RateLimit window(int calls, Duration time, String path) {
        var more = new ArrayList<>(windows);
        more.add(new Window(calls, time, path));
        return new RateLimit(more, concurrency, dialects, keep, limited);
    }

    /** So many calls may be under way at once. */
    public RateLimit concurrency(int calls) {
        return new RateLimit(windows, calls, dialects, keep, limited);
    }

    /** The server tells by headers with these beginnings, followed by {@code limit}, {@code remaining} and {@code reset}. */
    public RateLimit headers(String prefix) {
        return headers(new Dialect(
                prefix + "limit", prefix + "remaining", prefix + "reset", Dialect.Reset.ANY, prefix + "nearlimit"));
    }

    /** The server tells in these words. */
    public RateLimit headers(Dialect dialect) {
        var more = new ArrayList<>(dialects);
        more.add(dialect);
        return new RateLimit(windows, concurrency, more, keep, limited);
    }

    /** Leaves this part of each window's calls to others, such as 0.05. */
    public RateLimit keep(double part) {
        return new RateLimit(windows, concurrency, dialects, part, limited);
    }

    /** These answers, too, mean that there were too many calls. */
    public RateLimit limited(Predicate<Answer> which) {
        return new RateLimit(windows, concurrency, dialects, keep, limited.or(which));
    }

    /**
     * How many calls a time allows.
     *
     * @param calls at least 1
     * @param time any time of this length
     * @param path how the paths of the calls begin that it is about; empty for all
     */
    public record Window(int calls, Duration time, String path) {

        /** Refuses what allows nothing. */
        public Window {
            if (calls < 1 || !time.isPositive()) {
                throw new IllegalArgumentException(
                        "a window allows at least 1 call in a time that is longer than none");
            }
        }
    }

    /**
     * In which headers a server tells what is left. Headers that are not there tell nothing.
     *
     * @param limit how many calls a window allows
     * @param remaining how many of them are left
     * @param reset when the next window begins; if it is missing, in a second
     * @param unit how {@code reset} is to be read
     * @param near is {@code true} when few are left
     */
    public record Dialect(String limit, String remaining, String reset, Reset unit, String near) {

        /** How a reset is to be read. */
        public enum Reset {
            /** As it looks. */
            ANY,
            /** Seconds from now. */
            SECONDS,
            /** Milliseconds from now. */
            MILLISECONDS,
            /** Seconds since 1970. */
            EPOCH_SECONDS,
            /** Milliseconds since 1970. */
            EPOCH_MILLISECONDS
        }
    }
}
