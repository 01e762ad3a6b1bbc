package io.atoll.console.gogo.internal.channel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length. */
final class LineReader {

    private final InputStream input;
    private final int longest;

    LineReader(InputStream input, int longest) {
        this.input = new BufferedInputStream(input);
        this.longest = longest;
    }

    /**
     * The next line, without its end.
     *
     * @return {@code null} at the end of the input; what follows the last line feed is not a line
     * @throws Request.Malformed if the line is too long
     */
    @Nullable
    String next() throws IOException, Request.Malformed {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int value = input.read(); value >= 0; value = input.read()) {
            if (value == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() == longest) {
                throw new Request.Malformed("a request has at most " + longest + " bytes");
            }
            line.write(value);
        }
        return null;
    }
}
