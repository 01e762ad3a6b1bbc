package io.atoll.kit.internal;

import io.atoll.kit.http.Call;
import io.atoll.kit.http.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a request is sent again: from half a second, doubled up to a minute, less a random part of up to a half; longer
 * if the server asks for it.
 *
 * @param rates of the server
 * @param time by which dates are understood
 * @param random from 0 to 1
 */
record Pauses(RateLimit rates, Time time, DoubleSupplier random) {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    /** Whether a status may be another one when it is asked again. */
    static boolean passing(int status) {
        return PASSING.contains(status);
    }

    /** Whether an answer says that there were too many calls. */
    boolean limited(Call call, Received received) {
        int status = received.status();
        if (status == 429 || rates.limited().test(new ReceivedAnswer(received, ""))) {
            return true;
        }
        if (status == 200 && call.body() instanceof Call.Body.GraphQl) {
            return GraphErrors.limited(received);
        }
        return status == 403
                && (received.header("retry-after").isPresent()
                        || Allowance.of(received, rates, time.now())
                                .filter(allowance -> allowance.remaining() == 0)
                                .isPresent());
    }

    /** After so many requests without an answer. */
    Duration after(int sent) {
        double doubled = FIRST.toMillis() * Math.pow(2, sent - 1);
        double capped = Math.min(doubled, (double) LONGEST.toMillis());
        return Duration.ofMillis(Math.round(capped * (1 - random.getAsDouble() / 2)));
    }

    /** After so many requests, the last with this answer. */
    Duration after(int sent, Received received, boolean limited) {
        Duration own = after(sent);
        if (!limited && !passing(received.status())) {
            return own;
        }
        Optional<Duration> asked = Waits.retryAfter(received, time.now());
        if (asked.isEmpty() && limited) {
            asked = Allowance.of(received, rates, time.now())
                    .filter(allowance -> allowance.remaining() == 0)
                    .map(Allowance::reset);
        }
        return asked.filter(longer -> longer.compareTo(own) > 0).orElse(own);
    }

    /** For how long an answer asks to wait; {@code null} if it does not. */
    @Nullable
    Duration asked(Received received) {
        return Waits.retryAfter(received, time.now()).orElse(null);
    }
}
