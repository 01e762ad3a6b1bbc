package io.atoll.spi.action;

import java.net.URI;
import java.util.List;

/** How the execution of a run ended. */
public sealed interface ActionResult {

    /** Where the person can see more at the third party. */
    List<URI> links();

    /** It is over. */
    sealed interface Ended extends ActionResult {

        /** One sentence for the person. */
        String summary();
    }

    /**
     * It is done.
     *
     * @param summary one sentence for the person
     * @param links where to see more
     */
    record Succeeded(String summary, List<URI> links) implements Ended {

        /** Copies the links. */
        public Succeeded {
            links = List.copyOf(links);
        }
    }

    /**
     * It failed for a reason that is the person's to know.
     *
     * @param summary one sentence: what went wrong and what to do
     * @param links where to see more
     */
    record Failed(String summary, List<URI> links) implements Ended {

        /** Copies the links. */
        public Failed {
            links = List.copyOf(links);
        }
    }

    /**
     * It goes on at the third party, whose live event will tell the end, to be passed on to {@link ActionReports}.
     *
     * @param externalId the third party's id of it, by which the run is found again
     * @param links where to see it
     */
    record Continues(String externalId, List<URI> links) implements ActionResult {

        /** Copies the links. */
        public Continues {
            links = List.copyOf(links);
        }
    }
}
