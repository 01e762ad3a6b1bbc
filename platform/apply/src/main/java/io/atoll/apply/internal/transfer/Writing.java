package io.atoll.apply.internal.transfer;

import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import java.util.List;

/** Writes the lines of one or more sections; writing one twice leaves the catalog as writing it once. */
interface Writing {

    /** How many lines it takes at once. */
    int most();

    /** Whether two lines may be taken at once. */
    boolean together(Line one, Line other);

    /**
     * Writes lines.
     *
     * @return one outcome for each, in their order
     * @throws CatalogException if the catalog does not answer
     */
    List<Outcome> write(List<Line> lines) throws CatalogException, InterruptedException;
}
