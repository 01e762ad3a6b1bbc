package io.atoll.map.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Mapper.RecordMapper;
import java.util.List;
import java.util.Optional;

/**
 * One stored case.
 *
 * @param name what it shows
 * @param label of the resource
 * @param mapper the resource, made ready
 * @param sample the record
 * @param expected the entities; empty if the record shall be dropped
 */
record Case(String name, String label, RecordMapper mapper, JsonNode sample, Optional<List<JsonNode>> expected) {

    /** What is different, one line each; empty if nothing is. */
    List<String> differences() {
        Result result = new Result(mapper.explain(sample));
        Differences differences = new Differences();
        result.broken().forEach(differences::add);
        List<JsonNode> entities = result.entities();
        if (expected.isEmpty()) {
            entities.forEach(entity -> differences.add("expected no entity, was " + entity));
            return differences.lines();
        }
        List<JsonNode> wanted = expected.get();
        if (wanted.size() != entities.size()) {
            String dropped = result.reasons();
            differences.add("expected " + wanted.size() + " entities, were " + entities.size()
                    + (dropped.isEmpty() ? "" : " (" + dropped + ")"));
        }
        for (int i = 0; i < Math.min(wanted.size(), entities.size()); i++) {
            differences.compare(
                    wanted.size() == 1 ? "" : "[" + i + "]", wanted.get(i), entities.get(i), result.nulls(i));
        }
        return differences.lines();
    }
}
