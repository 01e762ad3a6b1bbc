package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.mapping.Located.Line;
import io.atoll.model.Mapping;
import io.atoll.operation.Refused;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.Finding;
import io.atoll.pipeline.Mapper.MalformedMapping;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A mapping as somebody has written it: as JSON, or as a text that is YAML.
 *
 * @param field in which it was sent
 * @param document what it says
 * @param text as it was written; empty if it was sent as JSON
 * @param places where the values stand in the text
 */
record Written(String field, JsonNode document, Optional<String> text, Located places) {

    static final String FIELD = "mapping";

    private static final int FAULTS = 50;
    private static final int LONGEST = 2_000;

    /** What was sent in the field {@code mapping}. */
    static Written of(JsonNode sent) throws Refused {
        return sent.isTextual() ? Yaml.read(FIELD, sent.textValue()) : plain(sent);
    }

    /** A document that nobody has written by hand. */
    static Written plain(JsonNode document) {
        return new Written(FIELD, document, Optional.empty(), new Located());
    }

    /** What is written there, if it can be one. */
    Mapping mapping(Mapper mapper) throws Refused {
        try {
            return mapper.read(document);
        } catch (MalformedMapping e) {
            throw e.faults().isEmpty() ? Refused.invalid(field, e.getMessage()) : refused(e.faults());
        }
    }

    /** Says what is wrong, one line for each fault with its place in the text. */
    Refused refused(List<Finding> faults) {
        String told = faults.stream().limit(FAULTS).map(this::told).collect(Collectors.joining("\n"));
        return Refused.invalid(
                field, faults.size() <= FAULTS ? told : told + "\nand " + (faults.size() - FAULTS) + " more");
    }

    private String told(Finding fault) {
        String message = fault.message().length() <= LONGEST
                ? fault.message()
                : fault.message().substring(0, LONGEST) + "…";
        String place = line(fault.path()).map(line -> line + ": ").orElse("");
        return place + (fault.path().isEmpty() ? "the document" : fault.path()) + " " + message;
    }

    /** The line of a path such as {@code resources[0].kind}; if nothing stands there, of what it would stand in. */
    Optional<Line> line(String path) {
        return places.line(path);
    }

    /** The line of a part of a resource, by the dotted path that mapping gives it, such as {@code properties.url}. */
    Optional<Integer> line(int resource, String part) {
        String root = "resources[" + resource + "].";
        boolean outside = part.startsWith("selector.") || part.startsWith("itemsToParse");
        String path = outside
                ? root + (part.startsWith("selector.") ? part : "port." + part)
                : root + "port.entity.mappings." + part;
        return text.flatMap(written -> line(path)).map(Line::number);
    }
}
