package io.atoll.pipeline;

import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * When runs of one configured integration begin, and what it does beside runs: one service for each instance, with the service properties
 * {@code atoll.integration}, {@code atoll.instance} and those of its configuration, of which {@code type} names the listener.
 */
@ProviderType
public interface Triggers {

    /** The instance. */
    IntegrationId integration();

    /** Whether the platform begins runs of it by itself. */
    boolean resyncs();

    /** Whether it takes live events. */
    boolean liveEvents();

    /** Whether it carries out actions. */
    boolean actions();

    /** Whether incremental runs go on between the full ones. */
    boolean incremental();

    /** When a run of it begins next by the clock, or a little later; empty if none does. */
    default Optional<Instant> next() {
        return Optional.empty();
    }

    /** Where the catalog shall tell that its record of the integration changed, or that somebody wants a run. */
    Changelog changelog();

    /**
     * Is told, before it is done, that somebody saves a mapping and wants no run for it: that this mapping is in force from now on begins none.
     *
     * @param mapping its {@linkplain io.atoll.model.Mapping#hash() hash}
     * @throws java.io.UncheckedIOException if that could not be made durable
     */
    default void saving(String mapping) {}

    /**
     * Asks for a full run, durably: once this has returned, the run is begun and, if it fails, begun again, also after the process was
     * killed. Wishes that wait become one; a run that is under way is cancelled.
     *
     * @param why for people, such as {@code asked for through Kafka}
     * @return the run; empty if it cannot begin yet, and begins as soon as it can
     * @throws Unwanted if the instance has no runs
     * @throws java.io.UncheckedIOException if the wish could not be made durable; it is then not kept
     */
    Optional<RunId> request(String why) throws Unwanted;

    /**
     * As {@link #request(String)}, for a message that may be delivered more than once: one that was heard already asks for nothing.
     *
     * @param why for people
     * @param message which one
     * @return the run; empty also if the message was heard already
     * @throws Unwanted if the instance has no runs
     * @throws java.io.UncheckedIOException if the wish could not be made durable; it is then not kept
     */
    Optional<RunId> request(String why, Message message) throws Unwanted;

    /**
     * A message of a log.
     *
     * @param log its name, partition included
     * @param position in it; grows, unless the log begins anew
     * @param sent when it was sent
     */
    record Message(String log, long position, Instant sent) {}

    /** Where the catalog shall tell of changes. */
    sealed interface Changelog {

        /** Nowhere: it is asked. */
        record Nowhere() implements Changelog {}

        /** On its Kafka. */
        record Kafka() implements Changelog {}

        /**
         * By a request to this platform.
         *
         * @param url where
         */
        record Webhook(String url) implements Changelog {}
    }

    /** Says that an instance has no runs by its configuration; the message names the key. */
    final class Unwanted extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says why. */
        public Unwanted(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
