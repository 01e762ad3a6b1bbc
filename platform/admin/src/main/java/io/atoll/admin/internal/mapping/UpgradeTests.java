package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.mapping.TestOperations.Failed;
import io.atoll.admin.internal.mapping.UpgradeView.By;
import io.atoll.model.Mapping;
import io.atoll.pipeline.BundleFiles.Preview;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.MappingTests.Result;
import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The saved mapping tests of instances, run as they would stand with a bundle that is not deployed yet. Nothing of the bundle is run. */
@Component(service = UpgradeTests.class)
public final class UpgradeTests {

    private static final String ALL_KINDS = "*";

    private final MappingTests tests;
    private final Mapper mapper;
    private final Integrations integrations;
    private final Fetcher fetcher;
    private final MappingInForce inForce;

    /** Runs these tests. */
    @Activate
    public UpgradeTests(
            @Reference MappingTests tests,
            @Reference Mapper mapper,
            @Reference Integrations integrations,
            @Reference Fetcher fetcher,
            @Reference Catalog catalog) {
        this.tests = tests;
        this.mapper = mapper;
        this.integrations = integrations;
        this.fetcher = fetcher;
        this.inForce = new MappingInForce(integrations, catalog);
    }

    /**
     * Runs those of every instance that the bundle would serve, in the order of their names. A catalog that does not answer is asked once.
     *
     * @param preview what the bundle says of itself
     * @param jar the bundle
     */
    public List<UpgradeView> with(Preview preview, Path jar) throws InterruptedException {
        List<UpgradeView> views = new ArrayList<>();
        @Nullable String outage = null;
        for (Integration each : integrations.all()) {
            if (!each.id().type().equals(preview.integration())) {
                continue;
            }
            if (outage != null && each.mapping() == null) {
                views.add(untold(each.id(), outage));
                continue;
            }
            try {
                views.add(view(each, preview, jar));
            } catch (CatalogException away) {
                outage = "its mapping cannot be read: " + away.getMessage();
                views.add(untold(each.id(), outage));
            }
        }
        return views;
    }

    private UpgradeView view(Integration integration, Preview preview, Path jar)
            throws CatalogException, InterruptedException {
        IntegrationId id = integration.id();
        Optional<JsonNode> document = inForce.document(integration);
        try {
            Optional<Mapping> present =
                    document.isEmpty() ? Optional.empty() : Optional.of(read("its mapping", document.get()));
            Optional<Mapping> offered =
                    isDefault(integration, present) ? brought(integrations.defaults(id, jar)) : Optional.empty();
            boolean news = offered.isPresent() && !offered.map(Mapping::hash).equals(present.map(Mapping::hash));
            Optional<Mapping> tested = news ? offered : present;
            if (tested.isEmpty()) {
                return untold(id, "it has no mapping yet, and the bundle brings none");
            }
            List<Result> results = tests.run(id, tested.get());
            return new UpgradeView(
                    id.toString(),
                    news ? By.DEFAULT : By.IN_FORCE,
                    TestOperations.passing(results),
                    Failed.of(results),
                    unread(id, present.orElse(tested.get()), preview),
                    "");
        } catch (MalformedMapping malformed) {
            return untold(id, malformed.getMessage());
        } catch (IllegalStateException unreadable) {
            return untold(id, "what the bundle brings cannot be read: " + unreadable.getMessage());
        }
    }

    private static UpgradeView untold(IntegrationId id, String problem) {
        return new UpgradeView(id.toString(), By.IN_FORCE, 0, List.of(), List.of(), problem);
    }

    /** Whether nobody has made the mapping of an instance: it has none yet, or that which the present bundle brings. */
    private boolean isDefault(Integration integration, Optional<Mapping> present) throws MalformedMapping {
        if (integration.mapping() != null) {
            return false;
        }
        Optional<Defaults> defaults = present.isEmpty() ? Optional.empty() : integrations.defaults(integration.id());
        return present.isEmpty()
                || (defaults.isPresent()
                        && brought(defaults.get()).map(Mapping::hash).equals(present.map(Mapping::hash)));
    }

    private Optional<Mapping> brought(Defaults defaults) throws MalformedMapping {
        JsonNode document = defaults.mapping();
        return document == null ? Optional.empty() : Optional.of(read("the default mapping", document));
    }

    private Mapping read(String what, JsonNode document) throws MalformedMapping {
        try {
            return mapper.read(document);
        } catch (MalformedMapping malformed) {
            throw new MalformedMapping(what + " is not valid:\n" + malformed.getMessage());
        }
    }

    /** The kinds of a mapping that neither the bundle reads nor another one that is there. */
    private List<String> unread(IntegrationId id, Mapping mapping, Preview preview) {
        Set<String> read = new HashSet<>(preview.kinds());
        fetcher.providers(id).stream()
                .filter(provider -> !provider.bundle().startsWith(preview.bundle() + " "))
                .forEach(provider -> read.addAll(provider.kinds()));
        return mapping.resources().stream()
                .map(resource -> resource.kind().name())
                .filter(kind -> !read.contains(ALL_KINDS) && !read.contains(kind))
                .distinct()
                .toList();
    }
}
