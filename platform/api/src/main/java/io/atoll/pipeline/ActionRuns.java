package io.atoll.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Catalog.CatalogException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people start in the catalog for one integration to carry out: runs of actions, and of nodes of workflows. Thread-safe.
 *
 * <p>A run is claimed, acknowledged, carried out and reported, in this order.
 */
@ProviderType
public interface ActionRuns {

    /** The catalog that they are of: equal for the same one; holds no secret. */
    String catalog();

    /**
     * Takes runs that wait. Nobody else gets them for a while, within which each is to be acknowledged.
     *
     * @param limit how many at most
     * @param visibility how long nobody else gets them
     * @param except what is not wanted now: {@linkplain Claimed#group() groups}
     */
    List<Claimed> claim(Source source, int limit, Duration visibility, Collection<String> except)
            throws CatalogException, InterruptedException;

    /**
     * Takes a run for good.
     *
     * @return false if somebody else has it
     * @throws CatalogException if it is not known who has it
     */
    boolean acknowledge(Ref run) throws CatalogException, InterruptedException;

    /** Adds a line to the log of a run, with what looks like a secret masked. */
    void log(Ref run, Level level, String line) throws CatalogException, InterruptedException;

    /**
     * Says that a run goes on at the third party, and under which id; {@link #find} finds it by that from then on.
     *
     * @return false if there is no such run that goes on
     */
    boolean started(Ref run, String externalId, List<URI> links) throws CatalogException, InterruptedException;

    /**
     * Says how a run ended.
     *
     * @param summary one sentence, which becomes a line of its log
     * @return false if there is no such run that goes on
     */
    boolean ended(Ref run, boolean success, String summary, List<URI> links)
            throws CatalogException, InterruptedException;

    /** The run of this integration that goes on at the third party under an id. */
    Optional<Ref> find(String externalId) throws CatalogException, InterruptedException;

    /** What a run belongs to. */
    enum Source {
        /** To an action. */
        ACTION,
        /** To a node of a workflow. */
        WORKFLOW
    }

    /** How much a line of a log matters. */
    enum Level {
        /** For information. */
        INFO,
        /** Something is odd. */
        WARNING,
        /** Something went wrong. */
        ERROR
    }

    /**
     * The name of a run.
     *
     * @param source what it belongs to
     * @param id unique for its source
     */
    record Ref(Source source, String id) {

        @Override
        public String toString() {
            return id;
        }
    }

    /**
     * A run that was taken.
     *
     * @param ref its name
     * @param group the action or the node that it is one of many runs of
     * @param action what is to be carried out; empty if the catalog does not say
     * @param properties what the person filled in; not to be changed
     */
    record Claimed(Ref ref, String group, String action, ObjectNode properties) {}
}
