package io.atoll.engine.internal;

import io.atoll.pipeline.Integrations.Integration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The proof that what a run did not produce is gone: without it nothing is deleted.
 *
 * @param refusal why nothing at all may be deleted; empty if something may
 * @param protectedBlueprints the blueprints whose entities must stay, because something that produces them was not complete
 * @param withheld why those must stay, for people
 */
record Certificate(Optional<String> refusal, Set<String> protectedBlueprints, List<String> withheld) {

    Certificate {
        protectedBlueprints = Set.copyOf(protectedBlueprints);
        withheld = List.copyOf(withheld);
    }

    /** What is known at the end of a run, of which every point must hold. */
    record Evidence(
            Integration before,
            Optional<Integration> now,
            String mappingBefore,
            String mappingNow,
            List<Produced> kinds) {}

    /**
     * What one resource produced.
     *
     * @param label its name
     * @param complete whether it was read, mapped and written whole
     * @param blueprints the blueprints that it may make entities of; empty if that cannot be known
     */
    record Produced(String label, boolean complete, Optional<Set<String>> blueprints) {}

    static Certificate issue(Evidence evidence) {
        if (evidence.now().isEmpty()) {
            return refuse("the configuration of the integration was removed while it ran");
        }
        var now = evidence.now().get();
        if (!now.configuration().equals(evidence.before().configuration())) {
            return refuse("the configuration was changed while it ran");
        }
        if (!now.version().equals(evidence.before().version())) {
            return refuse("the integration was replaced by version " + now.version() + " while it ran");
        }
        if (!evidence.mappingNow().equals(evidence.mappingBefore())) {
            return refuse("the mapping was changed while it ran");
        }
        if (evidence.kinds().isEmpty()) {
            return refuse("the mapping has no resources");
        }
        var kept = new HashSet<String>();
        var withheld = new ArrayList<String>();
        for (Produced kind : evidence.kinds()) {
            if (kind.complete()) {
                continue;
            }
            if (kind.blueprints().isEmpty()) {
                return refuse(kind.label() + " is incomplete, and its mapping does not tell which blueprints it makes");
            }
            kept.addAll(kind.blueprints().get());
            withheld.add(kind.label() + " is incomplete: nothing of "
                    + String.join(", ", new TreeSet<>(kind.blueprints().get())) + " is deleted");
        }
        return new Certificate(Optional.empty(), kept, withheld);
    }

    private static Certificate refuse(String reason) {
        return new Certificate(Optional.of(reason), Set.of(), List.of());
    }
}
