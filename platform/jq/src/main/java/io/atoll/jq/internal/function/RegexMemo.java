package io.atoll.jq.internal.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/** Remembers, at one place of a program, the last regular expression: where pattern and flags are constants it is compiled once. */
public final class RegexMemo {

    private volatile @Nullable Last last;

    private record Last(JsonNode pattern, JsonNode flags, Regex regex) {

        @SuppressWarnings("ReferenceEquality")
        boolean isOf(JsonNode otherPattern, JsonNode otherFlags) {
            return pattern == otherPattern && flags == otherFlags;
        }
    }

    /** As {@link Regexes#of(JsonNode, JsonNode, JsonNode)}. */
    public Regex of(JsonNode input, JsonNode pattern, JsonNode flags) {
        Last known = last;
        if (known != null && known.isOf(pattern, flags)) {
            Regexes.input(input);
            return known.regex;
        }
        Regex regex = Regexes.of(input, pattern, flags);
        last = new Last(pattern, flags, regex);
        return regex;
    }

    /** As {@link Regexes#of(JsonNode, JsonNode)}. */
    public Regex of(JsonNode input, JsonNode argument) {
        Last known = last;
        if (known != null && known.isOf(argument, NullNode.instance)) {
            Regexes.input(input);
            return known.regex;
        }
        Regex regex = Regexes.of(input, argument);
        last = new Last(argument, NullNode.instance, regex);
        return regex;
    }
}
