package io.atoll.console.gogo.internal;

/**
 * Text that can be shown on a terminal and written to a log without acting on it.
 *
 * <p>Control characters (terminal sequences, line breaks), format characters (those that reverse or hide text) and halves of surrogate
 * pairs are written as Java escapes, {@code \n} or <code>&#92;u001b</code>.
 */
public final class Printable {

    private Printable() {}

    /** The text in one line. */
    public static String line(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\n' -> printable.append("\\n");
                case '\r' -> printable.append("\\r");
                case '\t' -> printable.append("\\t");
                default -> append(printable, character);
            }
        });
        return printable.toString();
    }

    /** A JSON document as it was, with the characters in its strings escaped that would act on a terminal. */
    static String json(String document) {
        StringBuilder printable = new StringBuilder(document.length());
        document.codePoints().forEach(character -> {
            if (character == '\n') {
                printable.append('\n');
            } else {
                append(printable, character);
            }
        });
        return printable.toString();
    }

    private static void append(StringBuilder printable, int character) {
        if (acts(character)) {
            for (char unit : Character.toChars(character)) {
                printable.append(String.format("\\u%04x", (int) unit));
            }
        } else {
            printable.appendCodePoint(character);
        }
    }

    private static boolean acts(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
