package io.atoll.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One page of a list.
 *
 * @param items its items, in the order of the third party
 * @param body the whole answer that they are a part of; missing for a list that came in one answer, which is never held as a whole
 */
public record Page(List<JsonNode> items, JsonNode body) {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
