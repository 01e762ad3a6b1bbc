package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.operation.InstanceNames;
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
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mapping}: by what an integration maps. */
@Component
public final class MappingInForce implements OperationGroup {

    private final Integrations integrations;
    private final Catalog catalog;

    /** Looks where runs look. */
    @Activate
    public MappingInForce(@Reference Integrations integrations, @Reference Catalog catalog) {
        this.integrations = integrations;
        this.catalog = catalog;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("mapping", "/integrations/{integration}/mapping")
                .role(Role.VIEWER)
                .summary("Shows the mapping in force, and where it comes from")
                .takes(One.class)
                .answers(MappingView.class)
                .by((caller, one) -> show(one.integration())));
    }

    MappingView show(String written) throws Refused, InterruptedException {
        IntegrationId id = InstanceNames.of(integrations).find(written);
        Integration integration = integrations
                .find(id)
                .orElseThrow(() -> Refused.unknown("integration", "there is no integration '" + id + "' any more"));
        @Nullable JsonNode own = integration.mapping();
        if (own != null) {
            return new MappingView(
                    id.toString(),
                    Source.FILE,
                    own,
                    integrations.mappingText(id).orElseGet(() -> Yaml.of(own)));
        }
        try {
            Optional<Installation> installation = catalog.find(integration);
            if (installation.isPresent()) {
                JsonNode document = installation.get().mapping();
                return new MappingView(id.toString(), Source.CATALOG, document, Yaml.of(document));
            }
        } catch (Catalog.Unmapped none) {
            return brings(id);
        } catch (CatalogException e) {
            throw Refused.unavailable(e.getMessage());
        }
        return brings(id);
    }

    private MappingView brings(IntegrationId id) throws Refused {
        JsonNode brought = brought(id);
        return new MappingView(id.toString(), Source.BUNDLE, brought, Yaml.of(brought));
    }

    /** What the first run will put into the catalog. */
    private JsonNode brought(IntegrationId id) throws Refused {
        @Nullable JsonNode brought;
        try {
            brought = integrations.defaults(id).orElse(Defaults.NONE).mapping();
        } catch (IllegalStateException unreadable) {
            throw Refused.conflict(String.valueOf(unreadable.getMessage()));
        }
        if (brought == null) {
            throw Refused.unknown(
                    "mapping",
                    id
                            + " has no mapping yet, and its bundle brings none: 'mapping set' makes one, 'mapping draft' gives"
                            + " one to begin with");
        }
        return brought;
    }

    /** The mapping in force: of the configuration, or of the catalog; empty if the first run installs one. */
    Optional<JsonNode> document(Integration integration) throws CatalogException, InterruptedException {
        JsonNode own = integration.mapping();
        if (own != null) {
            return Optional.of(own);
        }
        try {
            Optional<Installation> installation = catalog.find(integration);
            return installation.isPresent() ? Optional.of(installation.get().mapping()) : Optional.empty();
        } catch (Catalog.Unmapped none) {
            return Optional.empty();
        }
    }

    record One(@Help(InstanceNames.HELP) String integration) {}

    /** Where a mapping stands. */
    enum Source {
        /** In the file that configures the instance. */
        FILE,
        /** In the catalog's record of the integration. */
        CATALOG,
        /** In the bundle, as the catalog has none yet; the first run puts it there. */
        BUNDLE
    }

    /** A mapping. */
    record MappingView(
            @Help("type~instance") String integration,
            @Help("where it stands") Source source,
            @Help("the document") JsonNode mapping,

            @Help("the same as YAML, with the comments of the file if it stands in one")
            String text) {}
}
