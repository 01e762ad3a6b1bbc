package io.atoll.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells whether a configuration works, step by step, before anything is read: can the host be reached, are the credentials
 * accepted, do they have the rights that the kinds need. Register it as a component of the integration's configuration PID.
 *
 * <p>It is run when a person asks for it. It may connect, and it changes nothing at the third party.
 */
@ConsumerType
public interface ConnectionCheck {

    /**
     * Runs the steps in order; after a failed step those that depend on it are {@link Outcome#SKIPPED}.
     *
     * @throws InterruptedException if the person gave up waiting
     */
    List<Step> check() throws InterruptedException;

    /** How a step ended. */
    enum Outcome {
        /** It works. */
        PASSED,
        /** It does not work; the explanation says what to do. */
        FAILED,
        /** It was not tried, because an earlier step failed or because it does not apply. */
        SKIPPED
    }

    /**
     * One step of a check.
     *
     * @param name what was tried, for example {@code reach https://jira.example.com}
     * @param outcome how it ended
     * @param explanation what was found, and after a failure what to do; holds no secret
     */
    record Step(String name, Outcome outcome, String explanation) {}
}
