package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks values of selectors. What is wrong is an {@link IllegalArgumentException} that names key, value and what is possible. */
final class Choice {

    private Choice() {}

    /** One of some words. */
    static String one(String key, String value, List<String> possible) {
        if (!possible.contains(value)) {
            throw new IllegalArgumentException(
                    key + ": is one of " + String.join(", ", possible) + ", but here is '" + value + "'");
        }
        return value;
    }

    /**
     * Some of some words, each once.
     *
     * @param value an array of texts; JSON null for all there are, {@code null} for the usual ones
     * @return empty for all there are
     */
    static Optional<List<String>> some(
            String key, @Nullable JsonNode value, List<String> usual, List<String> possible) {
        if (value == null) {
            return Optional.of(usual);
        }
        if (value.isNull()) {
            return Optional.empty();
        }
        var words = new ArrayList<String>();
        if (value.isArray()) {
            value.forEach(word -> words.add(one(key, word.asText(), possible)));
        }
        if (words.isEmpty() || new HashSet<>(words).size() < words.size()) {
            throw new IllegalArgumentException(key + ": is a list of some of " + String.join(", ", possible)
                    + ", each once, or null for all, but here is " + value);
        }
        return Optional.of(words);
    }

    /**
     * A text.
     *
     * @param value a text; JSON null for none, {@code null} for the usual one
     */
    static Optional<String> text(String key, @Nullable JsonNode value, String usual) {
        if (value == null) {
            return Optional.of(usual);
        }
        if (!value.isTextual() && !value.isNull()) {
            throw new IllegalArgumentException(key + ": is a text, or null for none, but here is " + value);
        }
        return Optional.ofNullable(value.textValue()).filter(text -> !text.isBlank());
    }
}
