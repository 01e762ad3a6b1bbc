package io.atoll.kit.internal;

import io.atoll.spi.IntegrationException.Unexpected;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Link} (RFC 8288). */
final class Link {

    private static final Pattern ENTRY =
            Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^\\s=;,]+\\s*=\\s*(?:\"[^\"]*\"|[^\\s;,]+))*)");
    private static final Pattern ATTRIBUTE = Pattern.compile(";\\s*([^\\s=;,]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,]+))");

    private Link() {}

    /** The address of the first link with a relation and, unless its name is empty, an attribute; {@code null} if there is none. */
    static @Nullable String find(List<String> headers, String relation, String attribute, String value) {
        for (String header : headers) {
            Matcher entry = ENTRY.matcher(header);
            while (entry.find()) {
                String relations = attribute(entry.group(2), "rel");
                if (relations != null
                        && List.of(relations.toLowerCase(Locale.ROOT).split("\\s+", -1))
                                .contains(relation.toLowerCase(Locale.ROOT))
                        && (attribute.isEmpty() || value.equals(attribute(entry.group(2), attribute)))) {
                    return entry.group(1);
                }
            }
        }
        return null;
    }

    /** Refuses an answer that is meant to be a whole list, and says that there is another page. */
    static void requireNoOther(Received received, String what) throws Unexpected {
        if (find(received.all("link"), "next", "", "") != null) {
            throw new Unexpected(
                    what + ": the header Link of the answer leads to another page, but the list is read as one"
                            + " answer: say how its pages are turned. The list was not read whole, so nothing is taken as gone");
        }
    }

    private static @Nullable String attribute(String attributes, String name) {
        Matcher attribute = ATTRIBUTE.matcher(attributes);
        while (attribute.find()) {
            if (attribute.group(1).equalsIgnoreCase(name)) {
                return attribute.group(2) != null ? attribute.group(2) : attribute.group(3);
            }
        }
        return null;
    }
}
