package io.atoll.console.gogo.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** A table of text with aligned columns: numbers to the right, all else to the left. */
final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numeric;
    private final int[] least;
    private final boolean headed;

    Table(String... headings) {
        this(List.of(headings), new int[headings.length], true);
    }

    private Table(List<String> headings, int[] least, boolean headed) {
        this.headings = headings;
        this.least = least;
        this.headed = headed;
        this.numeric = new boolean[headings.size()];
        Arrays.fill(numeric, true);
    }

    /** A table of further rows that stands below this one: without headings, and with columns that are not narrower. */
    Table continued() {
        return new Table(headings, widths(), false);
    }

    /** Adds a row; a cell is text, which is made printable, or a number. */
    void row(Object... cells) {
        if (cells.length != numeric.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + numeric.length + " columns");
        }
        List<String> row = new ArrayList<>(cells.length);
        for (int column = 0; column < cells.length; column++) {
            numeric[column] &= cells[column] instanceof Number;
            row.add(Printable.line(cells[column].toString()));
        }
        rows.add(row);
    }

    /**
     * The table, a line feed after each row.
     *
     * @param width how many characters a line may have; the widest cells are cut for it, but never below a readable rest
     */
    String text(OptionalInt width) {
        int[] widths = widths();
        width.ifPresent(limit -> narrow(widths, limit));
        StringBuilder text = new StringBuilder();
        if (headed) {
            append(text, headings, widths);
        }
        rows.forEach(row -> append(text, row, widths));
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[numeric.length];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(least[column], length(headings.get(column)));
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], length(row.get(column)));
            }
        }
        return widths;
    }

    private void narrow(int[] widths, int limit) {
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - limit;
        while (excess > 0) {
            int widest = -1;
            for (int column = 0; column < widths.length; column++) {
                boolean shrinkable =
                        !numeric[column] && widths[column] > Math.max(NARROWEST, length(headings.get(column)));
                if (shrinkable && (widest < 0 || widths[column] >= widths[widest])) {
                    widest = column;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    private void append(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cut(cells.get(column), widths[column]);
            String padding = " ".repeat(widths[column] - length(cell));
            line.append(numeric[column] ? padding + cell : cell + padding).append(GAP);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String cut(String cell, int width) {
        return length(cell) <= width ? cell : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
