package io.atoll.apply.internal.client;

import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a request is sent again, and when: the one place that does.
 *
 * <p>The pauses double from 0.3 seconds up to 5 minutes, less a random part of up to a half; a longer pause that the catalog asks for is
 * kept. After 429 the pause is one for all requests to the catalog. No pause begins that would end after the deadline of the call, and
 * none after the {@link RetryBudget} of the run is used up. Thread-safe.
 */
final class RetryPolicy {

    private static final Logger log = LoggerFactory.getLogger(RetryPolicy.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
    private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);
    private static final int TOO_MANY_REQUESTS = 429;

    private final int attempts;
    private final Limiter limiter;
    private final Time time;
    private final DoubleSupplier random;

    /**
     * Makes a policy.
     *
     * @param attempts how often a request is sent at most
     * @param limiter what is shut when the catalog had too many requests
     * @param random numbers from 0 to 1
     */
    RetryPolicy(int attempts, Limiter limiter, Time time, DoubleSupplier random) {
        this.attempts = attempts;
        this.limiter = limiter;
        this.time = time;
        this.random = random;
    }

    /** Sends a request once. */
    @FunctionalInterface
    interface Attempt<T> {
        T send() throws IOException, Refusal, CatalogException, InterruptedException;
    }

    /**
     * Sends a request until it is answered, as often as it is worth it.
     *
     * @throws Refusal the last answer, if the catalog refuses
     * @throws CatalogException if there was no answer, or one that is none; the message names request and attempts
     */
    <T> T run(Call call, RetryBudget budget, Deadline deadline, Attempt<T> attempt)
            throws Refusal, CatalogException, InterruptedException {
        for (int sent = 1; ; sent++) {
            try {
                T answer = attempt.send();
                budget.earn();
                return answer;
            } catch (Refusal e) {
                Duration pause = pause(sent, e.retryAfter());
                boolean shared = e.status() == TOO_MANY_REQUESTS && call.route().atCatalog();
                if (shared) {
                    limiter.shut(pause);
                }
                if (!passing(e, call) || over(sent, pause, budget, deadline)) {
                    throw e;
                }
                if (!shared) {
                    pause(call, sent, pause, e.getMessage());
                }
            } catch (IOException e) {
                Duration pause = pause(sent, Optional.empty());
                if (!passing(e, call) || over(sent, pause, budget, deadline)) {
                    throw new CatalogException(
                            call + " has no usable answer after " + (sent == 1 ? "1 attempt" : sent + " attempts")
                                    + ": " + words(e),
                            e);
                }
                pause(call, sent, pause, words(e));
            }
        }
    }

    private void pause(Call call, int sent, Duration pause, String failure) throws InterruptedException {
        if (pause.compareTo(WORTH_TELLING) >= 0) {
            log.warn("{}: {}; attempt {} of {} follows in {} s", call, failure, sent + 1, attempts, pause.toSeconds());
        }
        time.sleep(pause);
    }

    private boolean over(int sent, Duration pause, RetryBudget budget, Deadline deadline) {
        return sent >= attempts || pause.compareTo(deadline.left()) >= 0 || !budget.spend();
    }

    private Duration pause(int sent, Optional<Duration> asked) {
        double doubled = FIRST_PAUSE.toMillis() * Math.pow(2, sent - 1);
        double capped = Math.min(doubled, (double) LONGEST_PAUSE.toMillis());
        Duration own = Duration.ofMillis(Math.round(capped * (1 - random.getAsDouble() / 2)));
        return asked.filter(longer -> longer.compareTo(own) > 0).orElse(own);
    }

    /** A request that was turned away at the door had no effect, so every one may be sent again. */
    private static boolean passing(Refusal refusal, Call call) {
        return refusal.status() == TOO_MANY_REQUESTS || (call.repeatable() && PASSING.contains(refusal.status()));
    }

    private static boolean passing(IOException failure, Call call) {
        return !(failure instanceof Unrepeatable) && (call.repeatable() || neverSent(failure));
    }

    private static boolean neverSent(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException;
    }

    private static String words(IOException failure) {
        String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return type;
        }
        return failure instanceof Unrepeatable ? message : type + ": " + message;
    }
}
