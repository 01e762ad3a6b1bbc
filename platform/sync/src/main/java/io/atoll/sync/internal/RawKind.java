package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.sync.internal.Source.Outcomes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The resources of a mapping that make entities of the records of one kind.
 *
 * @param resources in the order of the mapping
 */
record RawKind(List<Prepared> resources) {

    /** How many records are mapped before their entities are written. */
    static final int SLICE = 100;

    /**
     * Prepares the resources of a kind.
     *
     * @throws Misconfigured if the mapping has none
     */
    static RawKind of(Mapper mapper, Mapping mapping, Kind kind, IntegrationId integration) throws Misconfigured {
        List<Prepared> resources = mapping.resources().stream()
                .filter(resource -> resource.kind().equals(kind))
                .map(resource -> new Prepared(resource.label(), mapper.prepare(resource, integration)))
                .toList();
        if (resources.isEmpty()) {
            throw new Misconfigured("no resource of the mapping of " + integration + " has the kind '" + kind
                    + "'; known kinds: "
                    + mapping.resources().stream()
                            .map(resource -> resource.kind().name())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return new RawKind(resources);
    }

    /**
     * Makes entities of records by every resource: of a slice of them by one resource after another, so that entities which several
     * resources make of one record do not stand side by side.
     */
    Source of(Iterable<? extends JsonNode> records) {
        return outcomes -> {
            for (List<JsonNode> slice : Slices.of(records, SLICE)) {
                for (Prepared resource : resources) {
                    for (JsonNode item : slice) {
                        resource.map(item, outcomes);
                    }
                }
            }
        };
    }

    /**
     * One resource.
     *
     * @param label its name, for people
     * @param mapper maps its records
     */
    record Prepared(String label, RecordMapper mapper) {

        void map(JsonNode item, Outcomes outcomes) throws IntegrationException, InterruptedException {
            if (!item.isObject()) {
                outcomes.broken(item, label + ": a record is a JSON object, but this is JSON " + item.getNodeType());
                return;
            }
            for (Mapped mapped : mapper.explain(item)) {
                switch (mapped) {
                    case Mapped.Made made -> outcomes.made(new Given(item, made.entity()));
                    case Mapped.Filtered filtered -> {
                        if (filtered.entity() != null) {
                            outcomes.filtered(new Given(item, filtered.entity()));
                        }
                    }
                    case Mapped.Broken broken ->
                        outcomes.broken(item, label + ", " + broken.part() + ": " + broken.reason());
                }
            }
        }
    }
}
