package io.atoll.jq;

/**
 * A place in the text of a program.
 *
 * @param offset in characters, from 0
 * @param line from 1
 * @param column in characters, from 1
 */
public record Position(int offset, int line, int column) {

    /** The position of an offset in a text. */
    public static Position of(String text, int offset) {
        int end = Math.min(offset, text.length());
        int line = 1;
        int start = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        return new Position(end, line, end - start + 1);
    }

    /** The line of the text, and below it a caret at the column. */
    String mark(String text) {
        int start = offset - column + 1;
        int end = text.indexOf('\n', start);
        String content = text.substring(start, end < 0 ? text.length() : end).replace('\t', ' ');
        return content + "\n" + " ".repeat(column - 1) + "^";
    }
}
