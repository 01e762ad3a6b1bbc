package io.atoll.jq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what jq prints about a text that is no program. */
final class SyntaxErrors {

    private static final Pattern MESSAGE =
            Pattern.compile("jq: error: (.*?) at <top-level>, line (\\d+), column (\\d+):", Pattern.DOTALL);

    private SyntaxErrors() {}

    /**
     * The first error.
     *
     * @param printed as jq 1.8 prints it
     */
    static SyntaxException read(String printed, String text) {
        Matcher matcher = MESSAGE.matcher(printed);
        if (!matcher.find()) {
            return new SyntaxException(printed, Position.of(text, 0), text);
        }
        int line = Integer.parseInt(matcher.group(2));
        int column = Integer.parseInt(matcher.group(3));
        int offset = column - 1;
        for (int i = 1; i < line; i++) {
            offset += text.split("\n", -1)[i - 1].length() + 1;
        }
        return new SyntaxException(matcher.group(1), new Position(offset, line, column), text);
    }
}
