package io.atoll.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One page of a list.
 *
 * @param items its items, in the order of the third party
 * @param body the whole answer that they are a part of. A list that comes in one answer is never held as a whole: with its last page is
 *     what stands around the items, without arrays and long texts; with others it is missing, and so it is if the list is all of the answer
 */
public record Page(List<JsonNode> items, JsonNode body) {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
