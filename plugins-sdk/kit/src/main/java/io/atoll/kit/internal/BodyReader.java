package io.atoll.kit.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Reads the body of an answer whole, inflates it, and stops when it becomes too large. */
final class BodyReader {

    /** What no honest compression of JSON reaches, beyond the first megabytes. */
    private static final int GREATEST_RATIO = 200;

    private static final long WITHOUT_RATIO = 16L << 20;

    private BodyReader() {}

    /**
     * Reads a body.
     *
     * @param encoding how it is compressed
     * @param longest bytes, inflated
     * @throws Unrepeatable if it is too large, or compressed in another way than was asked for
     */
    static void read(InputStream wire, String encoding, long longest, Spool spool) throws IOException {
        var counted = new Counted(wire);
        InputStream content = switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> counted;
            case "gzip", "x-gzip" -> new GZIPInputStream(counted, 16 * 1024);
            case "deflate" -> new InflaterInputStream(counted);
            default ->
                throw Unrepeatable.unexpected(
                        "the answer is compressed as '" + encoding + "', which was not asked for; asked was for gzip");
        };
        byte[] buffer = new byte[16 * 1024];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            spool.write(buffer, 0, count);
            if (spool.size() > longest) {
                throw Unrepeatable.unexpected(
                        "the answer is larger than " + bytes(longest) + "; ask for smaller pages, or raise the limit");
            }
            if (spool.size() > WITHOUT_RATIO && spool.size() / GREATEST_RATIO > counted.count) {
                throw Unrepeatable.unexpected("the answer grows to more than " + GREATEST_RATIO
                        + " times its size when it is inflated, which is a compression bomb: " + bytes(counted.count)
                        + " became " + bytes(spool.size()));
            }
        }
    }

    static String bytes(long count) {
        for (var unit : List.of("GB", "MB", "KB")) {
            long size = 1L << (10 * (3 - List.of("GB", "MB", "KB").indexOf(unit)));
            if (count >= size) {
                return count / size + " " + unit;
            }
        }
        return count + " bytes";
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
