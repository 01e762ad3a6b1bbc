package io.atoll.engine.internal;

import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Tracer.Step;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What a run of one mode does, once its journal is open. */
@FunctionalInterface
interface Work {

    /**
     * Does it.
     *
     * @throws InterruptedException if the run was cancelled
     * @throws Exception if a stage failed
     */
    Ending carryOut(Means means) throws Exception;

    /**
     * What a run works with.
     *
     * @param stages the services
     * @param config how runs are carried out
     * @param memory of which its records take their share
     * @param pace at which it takes records in
     * @param integration as it was when the run began
     * @param installation in the catalog, of which nothing is written once the journal is lost; empty in a plan for a catalog that does not
     *     know the integration
     * @param mapping in force
     * @param journal of the run
     * @param tallies one for each resource
     * @param held is told how many entities the catalog holds
     * @param step the run, as traces know it
     * @param told is called when there is news for people
     */
    record Means(
            Stages stages,
            EngineConfig config,
            Memory memory,
            Pace.Lane pace,
            Integration integration,
            Optional<Installation> installation,
            Mapping mapping,
            Journal journal,
            List<Tally> tallies,
            AtomicLong held,
            Step step,
            Runnable told) {

        /** The installation, without which nothing can be written. */
        Installation target() {
            return installation.orElseThrow();
        }
    }
}
