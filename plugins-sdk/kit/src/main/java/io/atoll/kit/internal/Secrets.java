package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Call;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of texts for people: those that were sent, and what looks like one in an address. */
final class Secrets {

    private static final int SHORTEST = 4;
    private static final Pattern NAMES = Pattern.compile(
            "(?i).*(token|secret|passw|api_?-?key|^key$|sig|auth|credential|session|cursor_?key|code).*");
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z-]* +(?:token=)?");
    private static final Pattern FIELD = Pattern.compile("\"?([A-Za-z0-9_.-]+)\"?\\s*[=:]\\s*\"?([^&\",}]+)");
    private static final int KEPT = 64;

    private final Set<String> known = new CopyOnWriteArraySet<>();

    /** Remembers the values of a header, a parameter or a token. */
    void add(String value) {
        if (known.size() > KEPT) {
            known.clear();
        }
        var parts = new ArrayList<>(List.of(value, SCHEME.matcher(value).replaceFirst("")));
        if (value.startsWith("Basic ")) {
            try {
                String both = new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8);
                parts.add(both.substring(both.indexOf(':') + 1));
            } catch (IllegalArgumentException e) {
                // not Base64, then there is nothing in it
            }
        }
        parts.stream().filter(part -> part.length() >= SHORTEST).forEach(known::add);
    }

    /** Remembers a header if it is called like a secret. */
    void add(String name, String value) {
        if (NAMES.matcher(name).matches()) {
            add(value);
        }
    }

    /** Remembers what looks like a secret in a body that proves who is calling. */
    void add(Call.@Nullable Body body) {
        switch (body) {
            case null -> {}
            case Call.Body.Json json -> add(json.value());
            case Call.Body.GraphQl query -> add(query.value());
            case Call.Body.Form form -> form.fields().forEach(this::add);
            case Call.Body.Text text -> {
                Matcher fields = FIELD.matcher(text.content());
                while (fields.find()) {
                    if (NAMES.matcher(fields.group(1)).matches()) {
                        add(fields.group(2));
                        add(decoded(fields.group(2)));
                    }
                }
            }
        }
    }

    private void add(JsonNode value) {
        value.properties().forEach(field -> {
            if (field.getValue().isTextual() && NAMES.matcher(field.getKey()).matches()) {
                add(field.getValue().asText());
            } else {
                add(field.getValue());
            }
        });
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // not encoded, then it is what it is
        }
    }

    /** A text without secrets. */
    String out(String text) {
        String safe = text;
        for (String secret : known) {
            safe = safe.replace(secret, "***");
        }
        return safe;
    }

    /** An address with the values of what looks like a secret left out. */
    String address(URI address) {
        String query = address.getRawQuery();
        if (query == null) {
            return out(Origins.plain(address));
        }
        List<String> parameters = Arrays.stream(query.split("&", -1))
                .map(parameter -> {
                    int equals = parameter.indexOf('=');
                    return equals > 0
                                    && NAMES.matcher(parameter.substring(0, equals))
                                            .matches()
                            ? parameter.substring(0, equals) + "=***"
                            : parameter;
                })
                .toList();
        return out(Origins.plain(address) + "?" + String.join("&", parameters));
    }
}
