package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.put;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.mapping.MappingInForce.Source;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.model.Mapping;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.Unwritten;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.Finding;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.MappingTests.Result;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * {@code mapping set}: replaces the mapping of an integration where it stands, and begins no run for it. A first mapping stands in the
 * catalog's record of the integration, which is made if there is none.
 */
@Component
public final class SaveOperations implements OperationGroup {

    /** How many failing tests a refusal names. */
    private static final int NAMED = 5;

    private final Integrations integrations;
    private final Catalog catalog;
    private final Mapper mapper;
    private final MappingTests tests;
    private final MappingInForce inForce;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Triggers> triggers = List.of();

    /** Writes where runs look. */
    @Activate
    public SaveOperations(
            @Reference Integrations integrations,
            @Reference Catalog catalog,
            @Reference Mapper mapper,
            @Reference MappingTests tests) {
        this.integrations = integrations;
        this.catalog = catalog;
        this.mapper = mapper;
        this.tests = tests;
        this.inForce = new MappingInForce(integrations, catalog);
    }

    SaveOperations(
            Integrations integrations, Catalog catalog, Mapper mapper, MappingTests tests, List<Triggers> triggers) {
        this(integrations, catalog, mapper, tests);
        this.triggers = triggers;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(put("mapping set", "/integrations/{integration}/mapping")
                .role(Role.INTEGRATOR)
                .summary("Replaces the mapping of an integration where it stands; no run begins because of it")
                .takes(Change.class)
                .answers(Saved.class)
                .changing((caller, change) -> inForce.show(change.integration()))
                .by((caller, change) -> save(change)));
    }

    private Saved save(Change change) throws Refused, InterruptedException {
        IntegrationId id = InstanceNames.of(integrations).find(change.integration());
        Integration integration = integrations
                .find(id)
                .orElseThrow(() -> Refused.unknown("integration", "there is no integration '" + id + "' any more"));
        Written written = Written.of(change.mapping());
        Mapping mapping = written.mapping(mapper);
        requireSense(written, mapping);
        List<Result> failed = tests.run(id, mapping).stream()
                .filter(result -> !result.passed())
                .toList();
        if (!failed.isEmpty() && !Boolean.TRUE.equals(change.despiteTests())) {
            throw Refused.invalid(
                    "despiteTests",
                    failed.size() + " of the saved tests fail, so nothing was saved; say despiteTests to save"
                            + " nevertheless:\n" + told(failed));
        }
        announce(id, mapping);
        Source source = integration.mapping() == null
                ? inCatalog(integration, written.document())
                : inFile(id, written.text().orElseGet(() -> Yaml.of(written.document())));
        return new Saved(id.toString(), source, failed.size());
    }

    private static void requireSense(Written written, Mapping mapping) throws Refused {
        List<Finding> faults = new ArrayList<>(UnknownKeys.in(written.document()));
        if (mapping.resources().isEmpty()) {
            faults.add(new Finding("resources", "is missing or empty; a mapping without resources makes nothing"));
        }
        if (!faults.isEmpty()) {
            throw written.refused(faults);
        }
    }

    private static String told(List<Result> failed) {
        return failed.stream()
                .limit(NAMED)
                .map(result -> (result.name().isEmpty() ? result.file() : result.name()) + ": "
                        + result.differences().getFirst())
                .collect(Collectors.joining("\n"));
    }

    /** Tells the triggers first, so that none takes what is saved for a change that wants a run. */
    private void announce(IntegrationId id, Mapping mapping) throws Refused {
        Optional<Triggers> own =
                triggers.stream().filter(each -> each.integration().equals(id)).findFirst();
        try {
            own.ifPresent(each -> each.saving(mapping.hash()));
        } catch (UncheckedIOException e) {
            throw Refused.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Source inFile(IntegrationId id, String text) throws Refused, InterruptedException {
        try {
            integrations.map(id, text.replace("\r\n", "\n"));
            return Source.FILE;
        } catch (Unwritten e) {
            throw Refused.conflict(e.getMessage());
        }
    }

    private Source inCatalog(Integration integration, JsonNode document) throws Refused, InterruptedException {
        try {
            Optional<Installation> known = catalog.find(integration);
            Installation place = known.isPresent() ? known.get() : catalog.install(integration, defaults(integration));
            place.map(document);
            return Source.CATALOG;
        } catch (CatalogException e) {
            throw Refused.unavailable(e.getMessage());
        }
    }

    /** What the first run would install: who makes the first mapping makes the integration known to the catalog. */
    private Defaults defaults(Integration integration) throws Refused {
        try {
            return integrations.defaults(integration.id()).orElse(Defaults.NONE);
        } catch (IllegalStateException unreadable) {
            throw Refused.unavailable(String.valueOf(unreadable.getMessage()));
        }
    }

    record Change(
            @Help(InstanceNames.HELP) String integration,

            @Help(value = MappingOperations.DOCUMENT, most = 1_000_000)
            JsonNode mapping,

            @Help("whether it is saved even if saved tests fail; false if not said") @Nullable
            Boolean despiteTests) {}

    /** A mapping was saved. */
    record Saved(
            @Help("type~instance") String integration,
            @Help("where it stands") Source source,

            @Help("how many of the saved tests fail with it")
            int failing) {}
}
