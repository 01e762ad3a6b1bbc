package io.atoll.jq.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of several files, one after the other. One read never gives more than one line, so that the position tells how many lines
 * were looked at. A file that cannot be read is said, counted and left out.
 */
final class Source extends Reader {

    private static final int BUFFER = 1 << 16;
    private static final String STANDARD_INPUT = "-";

    private final Iterator<String> files;
    private final InputStream standard;
    private final PrintStream messages;
    private final char[] buffer = new char[BUFFER];
    private @Nullable Reader current;
    private String name = "";
    private long line;
    private int next;
    private int end;
    private int failures;

    /**
     * Reads nothing yet.
     *
     * @param files names; {@code -} is the standard input
     */
    Source(List<String> files, InputStream standard, PrintStream messages) {
        this.files = files.iterator();
        this.standard = standard;
        this.messages = messages;
    }

    /** File and line, as {@code <stdin>:1}. */
    String position() {
        return name.isEmpty() ? "<unknown>" : name + ":" + line;
    }

    /** How many files could not be read to their end. */
    int failures() {
        return failures;
    }

    @Override
    public int read(char[] out, int offset, int length) {
        while (next == end) {
            if (current == null && !open()) {
                return -1;
            }
            fill();
        }
        int most = Math.min(end, next + length);
        int stop = next;
        while (stop < most) {
            if (buffer[stop++] == '\n') {
                line++;
                break;
            }
        }
        int count = stop - next;
        System.arraycopy(buffer, next, out, offset, count);
        next = stop;
        return count;
    }

    /** The rest of the line without its end, null if nothing is left. */
    @Nullable
    String line() {
        StringBuilder text = new StringBuilder();
        char[] part = new char[1024];
        for (int count = read(part, 0, part.length); count > 0; count = read(part, 0, part.length)) {
            if (part[count - 1] == '\n') {
                return text.append(part, 0, count - 1).toString();
            }
            text.append(part, 0, count);
        }
        return text.isEmpty() ? null : text.toString();
    }

    /** All that is left. */
    String rest() {
        StringBuilder text = new StringBuilder();
        char[] part = new char[1024];
        for (int count = read(part, 0, part.length); count > 0; count = read(part, 0, part.length)) {
            text.append(part, 0, count);
        }
        return text.toString();
    }

    /** Opens the next file that can be opened. */
    private boolean open() {
        while (files.hasNext()) {
            String file = files.next();
            line = 0;
            try {
                boolean standardInput = file.equals(STANDARD_INPUT);
                name = standardInput ? "<stdin>" : file;
                current = new InputStreamReader(standardInput ? standard : TextFile.open(file), StandardCharsets.UTF_8);
                return true;
            } catch (IOException e) {
                failures++;
                messages.println("jq: error: Could not open file " + file + ": " + TextFile.reason(e));
            }
        }
        return false;
    }

    private void fill() {
        Reader reader = current;
        if (reader == null) {
            return;
        }
        try {
            next = 0;
            end = Math.max(0, reader.read(buffer));
            if (end == 0) {
                close();
            }
        } catch (IOException e) {
            end = 0;
            current = null;
            failures++;
            messages.println("jq: error: " + TextFile.reason(e));
        }
    }

    @Override
    public void close() throws IOException {
        Reader reader = current;
        current = null;
        if (reader != null) {
            reader.close();
        }
    }
}
