package io.atoll.map.internal.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.map.internal.JqMapper;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Mapper.Null;
import io.atoll.pipeline.Mapper.RecordMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps cases one by one: a JSON line in, a JSON line out, in their order.
 *
 * <p>A line {@code {"id","mapping","raw"}}, with a resource of a mapping and a record, gives {@code
 * {"id":…,"entities":[…],"dropped":"why, or null if there are entities","errors":{"field":"text"}}}.
 */
final class Evaluations {

    private static final int REMEMBERED = 256;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Mapper mapper = JqMapper.standard();

    /** By resource, those that were used last. */
    private final Map<JsonNode, RecordMapper> prepared = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, RecordMapper> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Maps until the end of the input; a line that cannot be read is answered with what is wrong with it. */
    Status run(BufferedReader cases, Writer writer) throws IOException {
        Status status = Status.FINE;
        long number = 0;
        for (String line = cases.readLine(); line != null; line = cases.readLine()) {
            number++;
            if (!line.isBlank()) {
                ObjectNode answer = JSON.createObjectNode();
                try {
                    evaluate(JSON.readTree(line), answer);
                } catch (JsonProcessingException e) {
                    drop(answer, "line " + number + " is no JSON: " + e.getOriginalMessage());
                    status = Status.DIFFERENT;
                } catch (Unreadable e) {
                    drop(answer, "line " + number + " " + e.getMessage());
                    status = Status.DIFFERENT;
                }
                writer.write(answer.toString());
                writer.write('\n');
                if (!cases.ready()) {
                    writer.flush();
                }
            }
        }
        return status;
    }

    private void evaluate(JsonNode one, ObjectNode answer) throws Unreadable {
        answer.set("id", one.path("id").isMissingNode() ? JSON.nullNode() : one.get("id"));
        JsonNode record = one.path("raw");
        if (!one.path("mapping").isObject() || !record.isObject()) {
            throw new Unreadable("must hold an object 'mapping', a resource, and an object 'raw', a record");
        }
        Result result = new Result(recordMapper(one.get("mapping")).explain(record));
        answer.putArray("entities").addAll(result.entities());
        answer.put("dropped", result.entities().isEmpty() ? result.reasons() : null);
        ObjectNode errors = answer.putObject("errors");
        for (Null field : result.nulls()) {
            if (!field.reason().isEmpty()) {
                errors.put(field.path(), field.reason());
            }
        }
    }

    private RecordMapper recordMapper(JsonNode resource) throws Unreadable {
        RecordMapper known = prepared.get(resource);
        if (known != null) {
            return known;
        }
        ObjectNode document = JSON.createObjectNode();
        document.putArray("resources").add(resource);
        try {
            RecordMapper made = mapper.prepare(mapper.read(document).resources().getFirst());
            prepared.put(resource, made);
            return made;
        } catch (MalformedMapping e) {
            throw new Unreadable("has a faulty mapping: " + e.getMessage());
        }
    }

    private static void drop(ObjectNode answer, String reason) {
        if (!answer.has("id")) {
            answer.putNull("id");
        }
        answer.putArray("entities");
        answer.put("dropped", reason);
        answer.putObject("errors");
    }

    /** Says that a line is no case, and why. */
    private static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }
}
