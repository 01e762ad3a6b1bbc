package io.atoll.events.internal;

import java.time.Duration;
import java.util.Optional;

/** What came of one attempt to deal with an event. */
sealed interface Outcome {

    /** It is dealt with. */
    record Done() implements Outcome {}

    /**
     * The integration or the catalog could not deal with it; it may be tried again, a few times.
     *
     * @param reason for people
     * @param pause for which the third party asked, if it did
     */
    record Failed(String reason, Optional<Duration> pause) implements Outcome {}

    /**
     * Another attempt would end alike.
     *
     * @param reason for people
     */
    record Hopeless(String reason) implements Outcome {}

    /**
     * It is not the event's fault: the catalog, the mapping or the handlers are not there. It waits, with those behind it.
     *
     * @param reason for people
     */
    record Postponed(String reason) implements Outcome {}
}
