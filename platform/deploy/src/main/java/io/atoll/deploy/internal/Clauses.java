package io.atoll.deploy.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;

/** Takes headers of a manifest apart. Commas and semicolons in quotes belong to a value. */
final class Clauses {

    private Clauses() {}

    /**
     * A part of a header.
     *
     * @param path its first word
     * @param parameters attributes and directives by name, without the colon of these
     */
    record Clause(String path, Map<String, String> parameters) {}

    /** The clauses of a header, one for each path; none if it is not there. */
    static List<Clause> of(Attributes manifest, String header) {
        @Nullable String value = manifest.getValue(header);
        List<Clause> clauses = new ArrayList<>();
        for (String each : value == null ? List.<String>of() : split(value, ',')) {
            List<String> paths = new ArrayList<>();
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String part : split(each, ';')) {
                int equals = equals(part);
                if (equals < 0) {
                    paths.add(part.strip());
                } else {
                    String name = part.substring(0, equals).strip().split(":", 2)[0];
                    parameters.put(name, unquoted(part.substring(equals + 1).strip()));
                }
            }
            paths.forEach(path -> clauses.add(new Clause(path, parameters)));
        }
        return clauses;
    }

    private static int equals(String part) {
        int quote = part.indexOf('"');
        int equals = part.indexOf('=');
        return quote >= 0 && quote < equals ? -1 : equals;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
