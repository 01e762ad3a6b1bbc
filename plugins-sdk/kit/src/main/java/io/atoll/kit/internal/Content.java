package io.atoll.kit.internal;

import io.atoll.kit.http.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries.
 *
 * @param text as it is sent
 * @param type its media type
 */
record Content(String text, String type) {

    private static final String JSON = "application/json";

    /** Writes a body; {@code null} if there is none. */
    static @Nullable Content of(Call.@Nullable Body body) {
        return switch (body) {
            case null -> null;
            case Call.Body.Json json -> new Content(json.value().toString(), JSON);
            case Call.Body.GraphQl query -> new Content(query.value().toString(), JSON);
            case Call.Body.Text text -> new Content(text.content(), text.type());
            case Call.Body.Form form ->
                new Content(
                        form.fields().entrySet().stream()
                                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                                .collect(Collectors.joining("&")),
                        "application/x-www-form-urlencoded");
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
