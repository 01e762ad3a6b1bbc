package io.atoll.pipeline;

import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What one instance carries out for people of the catalog; a service for each configured instance. */
@ProviderType
public interface ActionDesk {

    /** The instance. */
    IntegrationId integration();

    /** Whether it carries out actions at all. */
    boolean open();

    /** Why no runs are claimed now; empty if they are. */
    String trouble();

    /** The runs that are queued, under way or not yet reported, in the order of their claims. */
    List<Run> runs();

    /**
     * A run of an action.
     *
     * @param id the catalog's id of it
     * @param action what is to be carried out
     * @param state how it stands
     * @param since when it came into this state
     * @param detail what it waits for, if it waits; else empty
     */
    record Run(String id, String action, State state, Instant since, String detail) {}

    /** How a run stands. */
    enum State {
        /** It is claimed and waits for its turn. */
        WAITING,
        /** It is carried out. */
        RUNNING,
        /** Its time is over and it was reported as failed, but its executor does not stop. */
        STUCK,
        /** It is over, or was cut off, and the catalog does not know it yet. */
        UNREPORTED
    }
}
