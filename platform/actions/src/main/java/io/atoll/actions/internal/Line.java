package io.atoll.actions.internal;

import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.spi.IntegrationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The line to the catalog for one instance; kept open as long as it works. Thread-safe. */
final class Line {

    private final Catalog catalog;
    private final Integrations integrations;
    private final IntegrationId id;
    private @Nullable Open open;

    Line(Catalog catalog, Integrations integrations, IntegrationId id) {
        this.catalog = catalog;
        this.integrations = integrations;
        this.id = id;
    }

    /** The runs of the instance, found for a version and configuration of it. */
    private record Open(String version, String configuration, ActionRuns runs) {}

    /**
     * The runs of the instance in the catalog.
     *
     * @throws CatalogException if there are none now; the message says why
     */
    synchronized ActionRuns runs() throws CatalogException, InterruptedException {
        Integration now = integrations
                .find(id)
                .orElseThrow(() -> new CatalogException("integration " + id + " is no longer configured", null));
        Open present = open;
        if (present == null
                || !present.version().equals(now.version())
                || !present.configuration().equals(now.configuration())) {
            present = new Open(now.version(), now.configuration(), found(now));
            open = present;
        }
        return present.runs();
    }

    private ActionRuns found(Integration integration) throws CatalogException, InterruptedException {
        Optional<Installation> installation = catalog.find(integration);
        if (installation.isEmpty()) {
            throw new CatalogException("the catalog does not know " + id + " yet: run it once", null);
        }
        return installation
                .get()
                .actions()
                .orElseThrow(() -> new CatalogException(
                        "the credentials at the catalog are those of a person, and it hands actions out to machines only:"
                                + " configure the credentials of a machine",
                        null));
    }

    /** Whether the instance can run now. */
    boolean ready() {
        return integrations.find(id).map(now -> now.state() == State.READY).orElse(false);
    }

    /** Looks for the runs anew before they are used again. */
    synchronized void reset() {
        open = null;
    }
}
