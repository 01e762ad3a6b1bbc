package io.atoll.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** A JSON text of one long string, gzipped in members of a megabyte, of which only one is ever made. */
final class Bomb {

    private static final int MEMBER = 1 << 20;

    private final long members;
    private final byte[] begin = gzip("[\"".getBytes(StandardCharsets.UTF_8));
    private final byte[] end = gzip("\"]".getBytes(StandardCharsets.UTF_8));
    private final byte[] member;

    Bomb(long bytes) throws IOException {
        this.members = Math.ceilDiv(bytes, MEMBER);
        byte[] plain = new byte[MEMBER];
        Arrays.fill(plain, (byte) 'a');
        this.member = gzip(plain);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    long length() {
        return begin.length + members * member.length + end.length;
    }

    void write(OutputStream out) throws IOException {
        out.write(begin);
        for (long i = 0; i < members; i++) {
            out.write(member);
        }
        out.write(end);
    }
}
