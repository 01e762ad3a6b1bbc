package io.atoll.map.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the text of an {@code itemsToParse} expression the path of the list that it takes apart. */
final class DeletionPath {

    private static final Pattern PATH =
            Pattern.compile("\\.(?:\\w+|\\[(?:\"[^\"]*\"|[^]\"]+)])(?:\\.\\w+|\\.?\\[(?:\"[^\"]*\"|[^]\"]+)])*");
    private static final Pattern PASSED_OVER = Pattern.compile("\\.|\\.\\s+as\\s+\\$\\w+|\\$.*", Pattern.DOTALL);

    /** Says that the expression does not begin with the path of a list. */
    static final String EVERYTHING = ".";

    private DeletionPath() {}

    /**
     * The path with which the first step of the expression begins, for example {@code .a.b} of {@code (.a.b // []) | map(.c)}.
     * Steps that only name or use a variable, and a bare {@code .}, are passed over. If no step begins with a path, it is {@link
     * #EVERYTHING}.
     */
    static String of(String expression) {
        for (String step : steps(expression.strip()).split("\\|")) {
            String text = step.strip();
            Matcher path = PATH.matcher(text);
            if (!PASSED_OVER.matcher(text).matches() && path.lookingAt()) {
                return path.group();
            }
        }
        return EVERYTHING;
    }

    /** What stands in the parentheses that the text begins with, or the whole text. */
    private static String steps(String text) {
        int depth = 0;
        for (int i = 0; text.startsWith("(") && i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return text.substring(1, i);
            }
        }
        return text;
    }
}
