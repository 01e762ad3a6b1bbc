package io.atoll.custom.internal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Where answers commonly tell that there is another page: a list that ends where one does has not been read as it is meant. */
final class Traces {

    private static final List<String> FLAGS =
            List.of("/has_more", "/hasMore", "/meta/has_more", "/pagination/has_more");
    private static final List<String> LEADS = List.of(
            "/next",
            "/next_page",
            "/nextPage",
            "/next_cursor",
            "/nextCursor",
            "/next_page_token",
            "/nextPageToken",
            "/next_page_url",
            "/nextLink",
            "/nextRecordsUrl",
            "/@odata.nextLink",
            "/links/next",
            "/_links/next",
            "/meta/next",
            "/meta/next_cursor",
            "/meta/after_cursor",
            "/paging/next",
            "/pagination/next",
            "/pagination/next_cursor",
            "/response_metadata/next_cursor");

    private Traces() {}

    /** The place in an answer that leads on. */
    static Optional<String> of(JsonNode body) {
        for (String flag : FLAGS) {
            JsonNode value = body.at(flag);
            if (value.isBoolean()) {
                return value.asBoolean() ? Optional.of(name(flag)) : Optional.empty();
            }
        }
        return LEADS.stream().filter(lead -> leads(body.at(lead))).findFirst().map(Traces::name);
    }

    private static boolean leads(JsonNode value) {
        return value.isTextual()
                ? !value.asText().isBlank()
                : value.isNumber() ? value.asDouble() > 0 : value.isObject() && !value.isEmpty();
    }

    private static String name(String pointer) {
        return JsonPointer.compile(pointer).toString().substring(1).replace('/', '.');
    }
}
