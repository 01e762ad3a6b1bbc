package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.mapping.KeptRecords.Kept;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Unreadable;
import io.atoll.spi.IntegrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mapping words}: what can be written in a mapping, for completion. */
@Component
public final class WordOperations implements OperationGroup {

    private static final int BLUEPRINTS = 500;
    private static final int FIELDS = 300;
    private static final int SAMPLES = 50;

    private final Records records;
    private final Integrations integrations;
    private final Catalog catalog;
    private final Fetcher fetcher;

    /** Looks in these places. */
    @Activate
    public WordOperations(
            @Reference Records records,
            @Reference Integrations integrations,
            @Reference Catalog catalog,
            @Reference Fetcher fetcher) {
        this.records = records;
        this.integrations = integrations;
        this.catalog = catalog;
        this.fetcher = fetcher;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("mapping words", "/integrations/{integration}/words")
                .role(Role.VIEWER)
                .summary(
                        "Lists what can be written in a mapping: kinds, blueprints with their fields, and the paths that"
                                + " kept records of a kind have")
                .takes(Wanted.class)
                .answers(WordsView.class)
                .by((caller, wanted) -> words(wanted)));
    }

    WordsView words(Wanted wanted) throws Refused, InterruptedException {
        IntegrationId id = InstanceNames.of(integrations).find(wanted.integration());
        Integration integration = integrations
                .find(id)
                .orElseThrow(() -> Refused.unknown("integration", "there is no integration '" + id + "' any more"));
        List<String> missing = new ArrayList<>();
        List<BlueprintWord> blueprints = blueprints(integration, missing);
        List<PathWord> paths = wanted.kind() == null ? List.of() : paths(id, wanted.kind(), missing);
        return new WordsView(kinds(id), blueprints, paths, missing);
    }

    private List<String> kinds(IntegrationId id) {
        var kinds = new TreeSet<>(new KeptRecords(records).kinds(id));
        fetcher.providers().stream()
                .filter(provider -> provider.integration().equals(id.toString()))
                .flatMap(provider -> provider.kinds().stream())
                .filter(kind -> !kind.equals("*"))
                .forEach(kinds::add);
        return List.copyOf(kinds);
    }

    private List<BlueprintWord> blueprints(Integration integration, List<String> missing) throws InterruptedException {
        try {
            var installation = catalog.find(integration);
            return installation.isEmpty()
                    ? List.of()
                    : installation.get().blueprints().stream()
                            .limit(BLUEPRINTS)
                            .map(BlueprintWord::of)
                            .toList();
        } catch (CatalogException e) {
            missing.add("blueprints: " + e.getMessage());
            return List.of();
        }
    }

    private List<PathWord> paths(IntegrationId id, String kind, List<String> missing) throws InterruptedException {
        try {
            return PathWord.of(new KeptRecords(records)
                    .first(id, kind, SAMPLES).stream().map(Kept::record).toList());
        } catch (Unreadable e) {
            missing.add("paths: " + e.getMessage());
            return List.of();
        }
    }

    record Wanted(
            @Help(InstanceNames.HELP) String integration,

            @Help("the kind whose paths are wanted; none if not said") @Nullable
            String kind) {}

    /** What can be written. */
    record WordsView(
            @Help("the kinds that can be read, or were") List<String> kinds,
            @Help("the first 500 blueprints of the catalog") List<BlueprintWord> blueprints,

            @Help("the paths of the kind, those near the root first")
            List<PathWord> paths,

            @Help("what could not be found out, and why") List<String> missing) {}

    /** A blueprint. */
    record BlueprintWord(
            @Help("its identifier") String identifier,
            @Help("its title") String title,
            @Help("its properties") List<FieldWord> properties,

            @Help("its relations; the type is the blueprint of the target")
            List<FieldWord> relations) {

        static BlueprintWord of(JsonNode document) {
            return new BlueprintWord(
                    document.path("identifier").asText(),
                    document.path("title").asText(),
                    fields(document.path("schema").path("properties"), "type"),
                    fields(document.path("relations"), "target"));
        }

        private static List<FieldWord> fields(JsonNode fields, String type) {
            return fields.properties().stream()
                    .limit(FIELDS)
                    .map(field -> new FieldWord(
                            field.getKey(),
                            field.getValue().path("title").asText(),
                            field.getValue().path(type).asText()))
                    .toList();
        }
    }

    /** A property or relation of a blueprint. */
    record FieldWord(
            @Help("its name") String name,
            @Help("its title") String title,
            @Help("its type") String type) {}
}
