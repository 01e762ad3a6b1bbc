package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;

/** Makes text for people of the items of a list, as they come. */
interface ListText {

    /** The text of the next items, with all its line ends. */
    String part(List<JsonNode> items, OptionalInt width);

    /** What to say of a list without items. */
    String empty();
}
