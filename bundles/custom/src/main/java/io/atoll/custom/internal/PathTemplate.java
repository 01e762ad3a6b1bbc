package io.atoll.custom.internal;

import io.atoll.spi.IntegrationException.Misconfigured;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path below the address of the API, in which <code>{name}</code> stands for the value of a parameter.
 *
 * @param text as it is written; may have a query
 */
record PathTemplate(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\}");
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}|[^%]+|%");

    /** Refuses what is no path. */
    static PathTemplate of(String text) throws Misconfigured {
        if (text.contains("://") || text.startsWith("//")) {
            throw new Misconfigured(
                    "'" + text + "' is no path below baseUrl: the kind of a resource and the endpoint of a"
                            + " path parameter are written without the address, such as /api/v1/users");
        }
        return new PathTemplate(text.strip());
    }

    /** The parameters, in order. */
    List<String> names() {
        return PLACE.matcher(text)
                .results()
                .map((MatchResult place) -> place.group(1))
                .distinct()
                .toList();
    }

    /**
     * The path with values in it. A slash in a value stays one; so does what is percent-encoded already.
     *
     * @throws Misconfigured if a value would lead somewhere else
     */
    String filled(Map<String, String> values) throws Misconfigured {
        Matcher places = PLACE.matcher(text);
        var path = new StringBuilder();
        while (places.find()) {
            String value = Objects.requireNonNull(values.get(places.group(1)));
            for (String segment : value.split("/", -1)) {
                if (segment.isBlank() || segment.equals(".") || segment.equals("..")) {
                    throw new Misconfigured("the value '" + value + "' of path parameter '" + places.group(1)
                            + "' cannot be a part of the path '" + text + "'");
                }
            }
            places.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
        }
        return places.appendTail(path).toString();
    }

    private static String encoded(String value) {
        return ENCODED.matcher(value)
                .replaceAll(part -> Matcher.quoteReplacement(
                        part.group().matches("%[0-9A-Fa-f]{2}")
                                ? part.group()
                                : URLEncoder.encode(part.group(), StandardCharsets.UTF_8)
                                        .replace("+", "%20")
                                        .replace("%2F", "/")));
    }

    @Override
    public String toString() {
        return text;
    }
}
