package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.Ledger.Part;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.RunReport.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs before it begins: where it writes, the mapping in force, and a journal.
 *
 * @param assignment what the run is to do
 * @param stages the services
 * @param startedAt when it began
 */
record Preparation(Assignment assignment, Stages stages, Instant startedAt) {

    /** The installation in the catalog; a plan makes none. */
    Optional<Installation> installation() throws CatalogException, InterruptedException {
        Integration integration = assignment.integration();
        return switch (assignment.mode()) {
            case PLAN, EFFECT -> stages.catalog().find(integration);
            case FULL, INCREMENTAL, APPLY, APPROVED ->
                Optional.of(stages.catalog().install(integration, defaults()));
        };
    }

    private Defaults defaults() {
        return stages.integrations().defaults(assignment.integration().id()).orElse(Defaults.NONE);
    }

    /** The mapping in force, or the one that is tried. */
    Mapping mapping(Optional<Installation> installation)
            throws CatalogException, InterruptedException, MalformedMapping {
        if (assignment.trial().isPresent()) {
            return stages.mapper().read(assignment.trial().get());
        }
        if (installation.isPresent()) {
            return Mappings.read(stages.mapper(), installation.get(), assignment.integration());
        }
        var document = assignment.integration().mapping();
        if (document == null) {
            document = defaults().mapping();
        }
        return stages.mapper().read(document == null ? JsonNodeFactory.instance.objectNode() : document);
    }

    /** The journal of a new run, or of the one that is to go on. */
    Journal journal(Mapping mapping) throws Leased {
        if (assignment.resume()) {
            var resumed = stages.ledger().resume(assignment.integration().id());
            if (resumed.isPresent()) {
                return resumed.get();
            }
        }
        return stages.ledger().begin(opening(mapping));
    }

    /**
     * What is known when the run begins.
     *
     * @param mapping in force; {@code null} if that is not known
     */
    Opening opening(@Nullable Mapping mapping) {
        Integration integration = assignment.integration();
        return new Opening(
                assignment.run(),
                integration.id(),
                assignment.mode(),
                assignment.trigger().label(),
                assignment.allowance(),
                integration.version(),
                integration.configuration(),
                mapping == null ? "" : mapping.hash(),
                mapping == null
                        ? List.of()
                        : resources(mapping).stream()
                                .map(resource -> new Part(
                                        resource.label(), resource.kind().name(), Scope.of(resource)))
                                .toList(),
                startedAt);
    }

    /** The resources that are read, or whose changes are made; none, if it is only about deletions. */
    List<Resource> resources(Mapping mapping) {
        return switch (assignment.mode()) {
            case FULL, PLAN, EFFECT, APPLY -> mapping.resources();
            case INCREMENTAL ->
                mapping.resources().stream()
                        .filter(resource -> stages.fetcher()
                                .incremental(assignment.integration().id(), resource.kind()))
                        .toList();
            case APPROVED -> List.of();
        };
    }

    /** Why a run that was cut off cannot go on; empty if it can. */
    Optional<String> outdated(Journal journal, Mapping mapping) {
        if (!journal.resumed()) {
            return Optional.empty();
        }
        Opening then = journal.opening();
        Integration now = assignment.integration();
        if (then.mode() != Mode.FULL) {
            return Optional.of("it was cut off; begin it anew");
        }
        if (!then.mapping().equals(mapping.hash())) {
            return Optional.of("it was cut off, and the mapping was changed since");
        }
        if (!then.configuration().equals(now.configuration())) {
            return Optional.of("it was cut off, and the configuration was changed since");
        }
        if (!then.version().equals(now.version())) {
            return Optional.of("it was cut off, and the integration is of version " + now.version() + " now");
        }
        return Optional.empty();
    }
}
