package io.atoll.apply.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a request is sent again, and when: the one place that does.
 *
 * <p>The pauses double from 0.3 seconds up to 5 minutes, less a random part of up to a half. A longer pause that the catalog asks for is
 * kept, up to 5 minutes. No pause begins that would end after the deadline of the call. Thread-safe.
 */
final class RetryPolicy {

    private static final Logger log = LoggerFactory.getLogger(RetryPolicy.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
    private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);
    private static final int TOO_MANY_REQUESTS = 429;

    private final int attempts;
    private final Time time;
    private final DoubleSupplier random;

    /**
     * Makes a policy.
     *
     * @param attempts how often a request is sent at most
     * @param random numbers from 0 to 1
     */
    RetryPolicy(int attempts, Time time, DoubleSupplier random) {
        this.attempts = attempts;
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
    <T> T run(Call call, Deadline deadline, Attempt<T> attempt) throws Refusal, CatalogException, InterruptedException {
        for (int sent = 1; ; sent++) {
            Duration pause;
            @Nullable String failure;
            try {
                return attempt.send();
            } catch (Refusal e) {
                pause = pause(sent, e.retryAfter());
                failure = e.getMessage();
                if (!passing(e, call) || over(sent, pause, deadline)) {
                    throw e;
                }
            } catch (IOException e) {
                pause = pause(sent, Optional.empty());
                failure = words(e);
                if (!passing(e, call) || over(sent, pause, deadline)) {
                    throw new CatalogException(
                            call + " has no usable answer after " + (sent == 1 ? "1 attempt" : sent + " attempts")
                                    + ": " + failure,
                            e);
                }
            }
            if (pause.compareTo(WORTH_TELLING) >= 0) {
                log.warn(
                        "{}: {}; attempt {} of {} follows in {} s",
                        call,
                        failure,
                        sent + 1,
                        attempts,
                        pause.toSeconds());
            }
            time.sleep(pause);
        }
    }

    private boolean over(int sent, Duration pause, Deadline deadline) {
        return sent >= attempts || pause.compareTo(deadline.left()) >= 0;
    }

    private Duration pause(int sent, Optional<Duration> wait) {
        double doubled = FIRST_PAUSE.toMillis() * Math.pow(2, sent - 1);
        double capped = Math.min(doubled, (double) LONGEST_PAUSE.toMillis());
        Duration own = Duration.ofMillis(Math.round(capped * (1 - random.getAsDouble() / 2)));
        Duration asked = wait.orElse(Duration.ZERO);
        Duration longer = asked.compareTo(own) > 0 ? asked : own;
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** A request that was turned away at the door had no effect, so every one may be sent again. */
    private static boolean passing(Refusal refusal, Call call) {
        return refusal.status() == TOO_MANY_REQUESTS || (call.repeatable() && PASSING.contains(refusal.status()));
    }

    private static boolean passing(IOException failure, Call call) {
        boolean whole = failure instanceof Unrepeatable
                || (failure instanceof JsonProcessingException && !(failure instanceof JsonEOFException));
        return !whole && (call.repeatable() || neverSent(failure));
    }

    private static boolean neverSent(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException;
    }

    private static String words(IOException failure) {
        String message =
                failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        String type = failure.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return type;
        }
        return failure instanceof Unrepeatable ? message : type + ": " + message;
    }
}
