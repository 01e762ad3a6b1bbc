package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A list as lines of text, some for each item.
 *
 * @param lines of an item, with all their ends
 * @param empty what to say of a list without items
 */
record Lines(Function<JsonNode, String> lines, String empty) implements ListText {

    @Override
    public String part(List<JsonNode> items, OptionalInt width) {
        return items.stream().map(lines).collect(Collectors.joining());
    }
}
