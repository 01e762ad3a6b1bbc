package io.atoll.actions.internal;

import io.atoll.pipeline.ActionRuns.Ref;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * What is remembered of a run that the catalog has to be told about.
 *
 * @param ref the run
 * @param action what is to be carried out
 * @param catalog the address of the catalog that it is from
 * @param since when it came so far
 * @param phase how far it came
 */
record Mark(Ref ref, String action, String catalog, Instant since, Phase phase) {

    /** The same run, further on. */
    Mark at(Phase next, Instant now) {
        return new Mark(ref, action, catalog, now, next);
    }

    /** How far a run came. */
    sealed interface Phase {

        /** It is about to be acknowledged, or was: that is not known. */
        record Claimed() implements Phase {}

        /** It is acknowledged and being carried out. */
        record Begun() implements Phase {}

        /** It is over. */
        record Over(boolean success, String summary, List<URI> links) implements Phase {

            /** Copies the links. */
            public Over {
                links = List.copyOf(links);
            }

            static Over failed(String summary) {
                return new Over(false, summary, List.of());
            }
        }

        /** It goes on at the third party. */
        record Continues(String externalId, List<URI> links) implements Phase {

            /** Copies the links. */
            public Continues {
                links = List.copyOf(links);
            }
        }
    }
}
