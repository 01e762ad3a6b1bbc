package io.atoll.spi.rate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells how many calls an instance has left at its third party, for status pages and monitoring. Register it as a component of the
 * integration's configuration PID.
 *
 * <p>It is asked often, by any thread: it answers at once with what it knows, and calls nobody.
 */
@ConsumerType
public interface RateBudget {

    /** What each host allows, as far as that is known now; empty before the first call. */
    List<Allowance> allowances();

    /**
     * What one host allows.
     *
     * @param host its name
     * @param limit how many calls a window allows, if the host told
     * @param remaining how many of them are left, if the host told
     * @param reset when the next window begins, if the host told
     * @param opensAt until when nothing is sent, because the host asked for it or nothing is left
     * @param waiting how many calls wait
     * @param refused how often the host said that there were too many calls
     */
    record Allowance(
            String host,
            OptionalLong limit,
            OptionalLong remaining,
            Optional<Instant> reset,
            Optional<Instant> opensAt,
            int waiting,
            long refused) {}
}
