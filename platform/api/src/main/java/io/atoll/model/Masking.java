package io.atoll.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Takes out of raw records what looks like a secret, by the key that it stands under or by its shape. */
public final class Masking {

    private static final String MASK = "[REDACTED]";

    private static final Pattern KEY = Pattern.compile(
            "(?i).*(passw(or)?d|passphrase|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|credential|authorization|cookie).*");

    /** What is looked for again at each character is bounded, so that the time grows with the length of a text, whoever wrote it. */
    private static final Pattern SHAPE = Pattern.compile(String.join(
            "|",
            "[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^/\\s:@]{1,256}:[^/\\s@]{1,256}@[^\\s]*",
            "-----BEGIN [A-Z ]{0,40}PRIVATE KEY( BLOCK)?-----[\\s\\S]*",
            "(?i:(api|secret|access)[-_ ]?(key|token)['\"]?\\s{0,3}[:=]\\s{0,3}['\"]?[0-9a-z_-]{16,})",
            "AIza[0-9A-Za-z_-]{35}",
            "(AKIA|ASIA)[0-9A-Z]{16}",
            "gh[pousr]_[0-9A-Za-z]{36,}",
            "github_pat_[0-9A-Za-z_]{22,}",
            "glpat-[0-9A-Za-z_-]{20,}",
            "xox[abposr]-[0-9A-Za-z-]{10,}",
            "ya29\\.[0-9A-Za-z_-]+",
            "((?<![\\w-])eyJ[\\w-]{8,}+|(?<=[_-])eyJ[\\w-]{8,256}+)\\.eyJ[\\w-]{8,}+\\.[\\w-]*",
            "sk_live_[0-9A-Za-z]{16,}"));

    private Masking() {}

    /** A text without what looks like a secret. */
    public static String of(String text) {
        return SHAPE.matcher(text).replaceAll(MASK);
    }

    /** A copy without what looks like a secret. */
    public static JsonNode of(JsonNode value) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(of(value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> copy.add(of(element)));
            return copy;
        }
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            value.properties()
                    .forEach(entry -> copy.set(
                            entry.getKey(),
                            entry.getValue().isTextual()
                                            && KEY.matcher(entry.getKey()).matches()
                                    ? JsonNodeFactory.instance.textNode(MASK)
                                    : of(entry.getValue())));
            return copy;
        }
        return value;
    }
}
