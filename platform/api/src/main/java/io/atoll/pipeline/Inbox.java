package io.atoll.pipeline;

import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The durable queue of live events, from the moment in which their sender is told that they arrived until they are dealt with.
 *
 * <p>What a method has returned from survives the loss of the process and of power. Events of a lane keep the order of their arrival. One
 * process at a time reads a lane. How many events of an integration may wait, and with how many bytes, is bounded.
 *
 * <p>Methods throw {@link LedgerFailure} if the store cannot be read or written; nothing of the call is then kept. All are safe for use by
 * several threads, and calls that come together share one write to the disk.
 */
@ProviderType
public interface Inbox {

    /**
     * Keeps a delivery; returns when it is durable.
     *
     * @return whether it was kept, or is known by its id already
     * @throws Full if too much of the integration waits
     */
    Receipt accept(Delivery delivery) throws Full, InterruptedException;

    /** The lanes that have events which wait, or whose reader was lost while it handled some. */
    Set<Lane> waiting();

    /**
     * Takes a lane. What was being handled when its last reader was closed or lost waits again, in its old place.
     *
     * @throws Leased if somebody else reads it
     */
    Reader open(Lane lane) throws Leased;

    /** How many events there are of each state, by lane; those done are forgotten after the replay window. */
    Map<Lane, Map<State, Long>> counts();

    /**
     * Events without their bodies, the oldest first.
     *
     * @param integration whose; {@code null} for all
     * @param limit how many at most
     */
    List<Event> list(State state, @Nullable IntegrationId integration, int limit);

    /** One event with its body. */
    Optional<Event> find(long number);

    /**
     * Lets dead events wait again, in their old places.
     *
     * @return how many of them were dead
     */
    long replay(Collection<Long> numbers) throws InterruptedException;

    /**
     * Forgets dead events.
     *
     * @return how many of them were dead
     */
    long drop(Collection<Long> numbers) throws InterruptedException;

    /** Whether a delivery was kept. */
    enum Receipt {
        /** It was. */
        KEPT,
        /** One with the same id came before. */
        REPEATED
    }

    /** How an event stands. */
    enum State {
        /** Nobody has begun with it. */
        WAITING,
        /** The reader of its lane has it. */
        HANDLING,
        /** It could not be dealt with; a person may replay or drop it. */
        DEAD,
        /** It is dealt with; what is left is its id, to recognise a repetition. */
        DONE
    }

    /**
     * One path of one configured integration.
     *
     * @param integration whose
     * @param path below the integration's own, beginning with {@code /}
     */
    record Lane(IntegrationId integration, String path) {

        /** Refuses a path that does not begin with a slash with an {@link IllegalArgumentException}. */
        public Lane {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("a path begins with /, but this is '" + path + "'");
            }
        }

        /** For example {@code github~prod/webhook}. */
        @Override
        public String toString() {
            return integration + path;
        }
    }

    /**
     * One delivery of a third party.
     *
     * @param lane where it belongs
     * @param id the third party's own id of it; {@code null} if it gave none, and then it is never a repetition
     * @param method of HTTP
     * @param headers that are kept, by their names in lower case; none of them is secret
     * @param body as it was sent; not to be changed
     * @param receivedAt when it arrived
     */
    @SuppressWarnings("ArrayRecordComponent") // deliveries are not compared, and bodies are too large to be copied
    record Delivery(
            Lane lane,
            @Nullable String id,
            String method,
            Map<String, List<String>> headers,
            byte[] body,
            Instant receivedAt) {

        /** Copies the headers. */
        public Delivery {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * One kept delivery.
     *
     * @param number its place among all
     * @param delivery as it was kept; without body where events are listed or done
     * @param size of its body in bytes
     * @param state how it stands
     * @param attempts how often it was tried in vain; known of dead ones only
     * @param reason why it is dead; else empty
     */
    record Event(long number, Delivery delivery, long size, State state, int attempts, String reason) {}

    /** Reads one lane. Safe for use by several threads. */
    @ProviderType
    interface Reader extends AutoCloseable {

        /**
         * Takes the events that wait, the oldest first; they are being handled from then on.
         *
         * @param limit how many at most
         * @param bytes of bodies, at most; a single larger event is given nevertheless
         * @throws Fenced if somebody else took the lane
         */
        List<Event> next(int limit, long bytes) throws Fenced, InterruptedException;

        /**
         * Makes sure that this process may still write for the lane; cheap, to be called before each write to the catalog.
         *
         * @throws Fenced if it may not
         */
        void ensureHeld() throws Fenced;

        /**
         * Notes that an event is dealt with. The note is durable soon, and not after a later one; if that fails, the next call of another
         * method says so, and the event waits again after {@link #close}.
         */
        void done(long number);

        /** Notes that an event could not be dealt with, as {@link #done} does. */
        void dead(long number, int attempts, String reason);

        /** Makes all notes durable and gives the lane back; what is being handled waits again. */
        @Override
        void close();
    }

    /** Says that too much waits; the sender may try again later. */
    final class Full extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says what is full, and with how much. */
        public Full(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
