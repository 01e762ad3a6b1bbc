package io.atoll.jq.internal.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import io.atoll.jq.internal.value.Arithmetic;
import io.atoll.jq.internal.value.Complaint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Regular expressions by the values that a program gives for them. Keeps those that were used. Thread-safe. */
public final class Regexes {

    private static final int KEPT = 512;

    /** Characters of a pattern that is worth keeping. */
    private static final int KEPT_LENGTH = 1024;

    private static final Map<Key, Regex> CACHE = new ConcurrentHashMap<>();

    private static final TextNode ALL = TextNode.valueOf("g");

    private Regexes() {}

    private record Key(String pattern, String flags) {}

    /**
     * Compiles, or gives what was compiled before.
     *
     * @param flags null for none
     * @throws EvaluationException if either is wrong, with jq's text
     */
    public static Regex compile(String pattern, @Nullable String flags) {
        if (pattern.length() > KEPT_LENGTH || (flags != null && flags.length() > KEPT_LENGTH)) {
            return Regex.compile(pattern, flags);
        }
        Key key = new Key(pattern, flags == null ? "" : flags);
        Regex known = CACHE.get(key);
        if (known != null) {
            return known;
        }
        Regex compiled = Regex.compile(pattern, flags);
        if (CACHE.size() >= KEPT) {
            CACHE.clear();
        }
        CACHE.put(key, compiled);
        return compiled;
    }

    /**
     * The regular expression for an input, with the checks of {@code _match_impl}.
     *
     * @param input must be a string
     * @param pattern must be a string
     * @param flags a string or null
     */
    public static Regex of(JsonNode input, JsonNode pattern, JsonNode flags) {
        input(input);
        if (!pattern.isTextual()) {
            throw Complaint.of(pattern, "is not a string");
        }
        if (!flags.isTextual() && !flags.isNull()) {
            throw Complaint.of(flags, "is not a string");
        }
        return compile(pattern.textValue(), flags.textValue());
    }

    /** The text of an input that is to be matched; an error if it is none. */
    public static String input(JsonNode input) {
        if (!input.isTextual()) {
            throw Complaint.of(input, "cannot be matched, as it is not a string");
        }
        return input.textValue();
    }

    /** The same for the one argument of {@code test}, {@code match} and {@code capture}: a pattern, or an array of it and its flags. */
    public static Regex of(JsonNode input, JsonNode argument) {
        JsonNode none = NullNode.instance;
        if (argument.isTextual()) {
            return of(input, argument, none);
        }
        if (argument.isArray() && !argument.isEmpty()) {
            return of(input, argument.get(0), argument.size() > 1 ? argument.get(1) : none);
        }
        throw new EvaluationException(Complaint.kind(argument) + " not a string or array");
    }

    /** {@code split(pattern; flags)}: what lies between all matches. */
    public static ArrayNode split(JsonNode input, JsonNode pattern, JsonNode flags, Meter meter) {
        Matches matches = of(input, pattern, Arithmetic.add(flags, ALL, meter)).matches(input(input), meter);
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        while (matches.next()) {
            meter.element(parts.size() + 1L);
            parts.add(TextNode.valueOf(matches.gap()));
        }
        return parts.add(TextNode.valueOf(matches.rest()));
    }
}
