package io.atoll.sync.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.model.Entity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** JSON of tests, where {@code '} stands for the double quote. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static JsonNode of(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static List<JsonNode> all(String... texts) {
        return Arrays.stream(texts).map(Json::of).toList();
    }

    static Entity entity(String text) {
        return Entity.of(of(text));
    }

    /** An entity of the blueprint {@code thing}. */
    static String thing(String identifier) {
        return "{'blueprint': 'thing', 'identifier': '" + identifier + "', 'title': 'Thing " + identifier + "'}";
    }

    /** An entity of the blueprint {@code thing} with a relation to another. */
    static String thing(String identifier, String relation, String target) {
        return "{'blueprint': 'thing', 'identifier': '" + identifier + "', 'relations': {'" + relation + "': '" + target
                + "'}}";
    }

    /** Things with the identifiers {@code n0}, {@code n1} and so on. */
    static List<JsonNode> things(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> of(thing("n" + number)))
                .toList();
    }
}
