package io.atoll.spi.event;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells genuine deliveries of a path from forged ones, before anything of them is kept. Register it with {@link LiveEventPath} as a
 * component of the integration's configuration PID; a path without a gate accepts nothing.
 *
 * <p>It is called by several threads at once and must not call the third party. {@link Signatures} knows the
 * usual ways to prove that a delivery is genuine.
 */
@ConsumerType
public interface LiveEventGate {

    /** Judges a delivery. Whatever it throws refuses the delivery. */
    Verdict judge(LiveEvent event);

    /** What to do with a delivery. */
    sealed interface Verdict {

        /**
         * It is genuine: keep it and answer 2xx.
         *
         * @param deliveryId the third party's own id of the delivery, by which a repeated one is recognised; empty if it gives none
         */
        record Accepted(Optional<String> deliveryId) implements Verdict {}

        /**
         * It is not genuine: answer 401 and keep nothing.
         *
         * @param reason what was wrong, for the log; holds neither secret nor signature
         */
        record Refused(String reason) implements Verdict {}

        /**
         * It only asks whether somebody is there: answer 200 with these headers and this text, and keep nothing.
         *
         * @param headers headers of the answer
         * @param body text of the answer
         */
        record Challenge(Map<String, String> headers, String body) implements Verdict {

            /** Copies the headers. */
            public Challenge {
                headers = Map.copyOf(headers);
            }
        }
    }
}
