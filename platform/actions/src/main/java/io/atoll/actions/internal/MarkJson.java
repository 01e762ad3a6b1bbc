package io.atoll.actions.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.actions.internal.Mark.Phase;
import io.atoll.pipeline.ActionRuns.Ref;
import io.atoll.pipeline.ActionRuns.Source;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** A mark as a JSON document: {@code {"source","id","action","catalog","since","phase",…}}. */
final class MarkJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MarkJson() {}

    static byte[] write(Mark mark) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("source", mark.ref().source().name())
                .put("id", mark.ref().id())
                .put("action", mark.action())
                .put("catalog", mark.catalog())
                .put("since", mark.since().toString());
        switch (mark.phase()) {
            case Phase.Claimed claimed -> json.put("phase", "claimed");
            case Phase.Begun begun -> json.put("phase", "begun");
            case Phase.Over over ->
                links(
                        json.put("phase", "over").put("success", over.success()).put("summary", over.summary()),
                        over.links());
            case Phase.Continues on ->
                links(json.put("phase", "continues").put("externalId", on.externalId()), on.links());
        }
        return JSON.writeValueAsBytes(json);
    }

    private static void links(ObjectNode json, List<URI> links) {
        ArrayNode list = json.putArray("links");
        links.forEach(link -> list.add(link.toString()));
    }

    static Mark read(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        try {
            return new Mark(
                    new Ref(
                            Source.valueOf(json.path("source").asText()),
                            json.path("id").asText()),
                    json.path("action").asText(),
                    json.path("catalog").asText(),
                    Instant.parse(json.path("since").asText()),
                    phase(json));
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            throw new IOException("not a record of a run: " + malformed.getMessage(), malformed);
        }
    }

    private static Phase phase(JsonNode json) {
        String name = json.path("phase").asText();
        return switch (name) {
            case "claimed" -> new Phase.Claimed();
            case "begun" -> new Phase.Begun();
            case "over" ->
                new Phase.Over(
                        json.path("success").asBoolean(), json.path("summary").asText(), links(json));
            case "continues" -> new Phase.Continues(json.path("externalId").asText(), links(json));
            default -> throw new IllegalArgumentException("phase '" + name + "'");
        };
    }

    private static List<URI> links(JsonNode json) {
        var links = new ArrayList<URI>();
        json.path("links").forEach(link -> links.add(URI.create(link.asText())));
        return links;
    }
}
