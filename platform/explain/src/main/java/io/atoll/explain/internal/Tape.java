package io.atoll.explain.internal;

import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Recording;
import io.atoll.spi.IntegrationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is looked through: a recording, and the resources of the mapping that read it.
 *
 * @param recording the last whole one, or the newest if there is none
 * @param newer one that is newer and not whole, if there is one
 * @param readers one for each resource
 */
record Tape(Recording recording, Optional<Recording> newer, List<Reader> readers) {

    /** A resource, made ready. */
    record Reader(Resource resource, RecordMapper mapper) {}

    /** The recordings that the resources of a mapping read, and the resources of which there is none. */
    record Shelf(List<Tape> tapes, List<Resource> missing) {

        long records() {
            return tapes.stream().mapToLong(tape -> tape.recording().records()).sum();
        }

        /** The same with the newer recordings that are not whole. */
        Shelf newer() {
            return new Shelf(
                    tapes.stream()
                            .flatMap(tape ->
                                    tape
                                            .newer()
                                            .map(newest -> new Tape(newest, Optional.empty(), tape.readers()))
                                            .stream())
                            .toList(),
                    List.of());
        }
    }

    static Shelf of(Records records, Mapper mapper, IntegrationId integration, Mapping mapping) {
        Map<Recording, Tape> tapes = new LinkedHashMap<>();
        var missing = new ArrayList<Resource>();
        for (Resource resource : mapping.resources()) {
            var recordings = records.of(integration, resource);
            var whole = recordings.stream().filter(Recording::whole).findFirst();
            var best = whole.or(() -> recordings.stream().findFirst());
            if (best.isEmpty()) {
                missing.add(resource);
                continue;
            }
            var newest = recordings.getFirst();
            tapes.computeIfAbsent(
                            best.get(),
                            recording -> new Tape(
                                    recording,
                                    Optional.of(newest).filter(one -> !one.equals(recording)),
                                    new ArrayList<>()))
                    .readers()
                    .add(new Reader(resource, mapper.prepare(resource, integration)));
        }
        return new Shelf(List.copyOf(tapes.values()), missing);
    }
}
