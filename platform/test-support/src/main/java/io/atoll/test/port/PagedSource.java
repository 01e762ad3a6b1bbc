package io.atoll.test.port;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A third party that gives records page by page, in the order of their names.
 *
 * <p>{@code GET /source/KIND/PART?after=NAME} answers {@code {"records":[…],"more":true}}; the part of those outside of any is {@code -}.
 *
 * @param size how many records a page has
 * @param records by {@code KIND/PART}; each has an {@code id}
 */
public record PagedSource(int size, Map<String, List<JsonNode>> records) {

    Answer answer(Request request) {
        var all = records.getOrDefault(request.path().replaceFirst("^/source/", ""), List.of());
        String after = request.query().replaceFirst("^after=", "");
        var rest = all.stream()
                .filter(one -> one.path("id").asText().compareTo(after) > 0)
                .toList();
        var answer = Answer.ok();
        answer.putArray("records").addAll(rest.subList(0, Math.min(size, rest.size())));
        return Answer.of(answer.put("more", rest.size() > size));
    }
}
