package io.atoll.sync.internal;

import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Reconciler;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.sync.internal.RawKind.Prepared;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The catalog as one call finds it: the installation that it writes for, and the mapping that is in force. */
final class Target {

    /** The writes belong to no run. */
    private static final String NO_RUN = "";

    private final Stages stages;
    private final Integration integration;
    private final Installation installation;
    private final Mapping mapping;

    private Target(Stages stages, Integration integration, Installation installation, Mapping mapping) {
        this.stages = stages;
        this.integration = integration;
        this.installation = installation;
        this.mapping = mapping;
    }

    /** Finds it; makes the integration known to the catalog if it is not, or not wholly. */
    static Target of(Stages stages, IntegrationId id) throws IntegrationException, InterruptedException {
        Integration integration = stages.integrations()
                .find(id)
                .orElseThrow(() -> new Misconfigured("integration " + id + " is no longer configured"));
        return call(() -> {
            Optional<Installation> known = stages.catalog().find(integration).filter(Installation::installed);
            Installation installation =
                    known.isPresent() ? known.get() : stages.catalog().install(integration, defaults(stages, id));
            var document = integration.mapping() == null ? installation.mapping() : integration.mapping();
            try {
                return new Target(
                        stages, integration, installation, stages.mapper().read(document));
            } catch (MalformedMapping malformed) {
                throw new Misconfigured(
                        "the mapping of " + id + " is not valid:\n" + malformed.getMessage(), malformed);
            }
        });
    }

    private static Defaults defaults(Stages stages, IntegrationId id) {
        return stages.integrations().defaults(id).orElse(Defaults.NONE);
    }

    Mapping.Options options() {
        return mapping.options();
    }

    Reconciler reconciler() {
        return stages.reconciler();
    }

    RawKind kind(Kind kind) throws Misconfigured {
        return RawKind.of(stages.mapper(), mapping, kind, integration.id());
    }

    /** Every resource of the mapping, in its order, ready to map. */
    List<Prepared> prepared() {
        return mapping.resources().stream()
                .map(resource -> new Prepared(resource.label(), stages.mapper().prepare(resource, integration.id())))
                .toList();
    }

    List<Resource> resources() {
        return mapping.resources();
    }

    /** Has a run under way keep its hands off entities; to be called before anything is found out about them. */
    void touched(Collection<Ref> refs) throws IntegrationException {
        try {
            stages.ledger().touched(integration.id(), refs);
        } catch (LedgerFailure failure) {
            throw new Unavailable("nothing was written: " + failure.getMessage(), failure);
        }
    }

    void owned(Consumer<Entity> consumer) throws IntegrationException, InterruptedException {
        call(() -> {
            installation.owned(consumer);
            return true;
        });
    }

    List<Entity> owned(Collection<Ref> refs) throws IntegrationException, InterruptedException {
        return refs.isEmpty() ? List.of() : call(() -> installation.owned(refs));
    }

    List<Dependent> dependents(Collection<Ref> refs) throws IntegrationException, InterruptedException {
        return call(() -> installation.dependents(refs));
    }

    List<Outcome> upsert(List<Entity> entities) throws IntegrationException, InterruptedException {
        return call(() -> installation.upsert(entities, mapping.options(), NO_RUN));
    }

    List<Outcome> delete(List<Ref> refs) throws IntegrationException, InterruptedException {
        return call(() -> installation.delete(refs, mapping.options(), NO_RUN));
    }

    private static <T> T call(Request<T> request) throws IntegrationException, InterruptedException {
        try {
            return request.answer();
        } catch (CatalogException failed) {
            throw new Unavailable(failed.getMessage(), failed);
        }
    }

    private interface Request<T> {
        T answer() throws CatalogException, IntegrationException, InterruptedException;
    }
}
