package io.atoll.console.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression of jq reads of a record, as far as that can be told without evaluating it: plain paths before the first pipe. */
final class Reads {

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern PATH = Pattern.compile("(?<![\\w)\\]}$\"'.?])(?:\\.[A-Za-z_]\\w*)+");

    private Reads() {}

    /** The values of these paths in a record; a missing node where it has none. */
    static Map<String, JsonNode> of(String expression, JsonNode record) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        Matcher paths = PATH.matcher(TEXT.matcher(expression).replaceAll("\"\"").replaceAll("(?s)[|].*", ""));
        while (paths.find()) {
            values.put(paths.group(), record.at(paths.group().replace('.', '/')));
        }
        return values;
    }
}
