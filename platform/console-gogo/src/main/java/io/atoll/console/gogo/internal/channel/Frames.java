package io.atoll.console.gogo.internal.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Writes the answers of the protocol to a client. Safe for use by several threads; blocks while the client does not read. */
final class Frames {

    private final OutputStream client;
    private final ObjectMapper json;

    Frames(OutputStream client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /** A stream whose text goes to the client's standard output. */
    OutputStream out() {
        return new TextStream("out");
    }

    /** A stream whose text goes to the client's standard error. */
    OutputStream err() {
        return new TextStream("err");
    }

    /** Ends an answer. */
    void exit(int status) throws IOException {
        write(JsonNodeFactory.instance.objectNode().put("exit", status));
    }

    private synchronized void write(ObjectNode frame) throws IOException {
        byte[] line = (json.writeValueAsString(frame) + "\n").getBytes(StandardCharsets.UTF_8);
        client.write(line);
    }

    /** Cuts the bytes that it takes into frames of whole characters; bytes that are not UTF-8 become U+FFFD. */
    private final class TextStream extends OutputStream {

        private static final int LONGEST = 8192;

        private final String name;
        private final ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        private final CharBuffer text = CharBuffer.allocate(LONGEST);
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);

        TextStream(String name) {
            this.name = name;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        /** Sends at once what it takes: Gogo does not pass on when its own streams are flushed. */
        @Override
        public synchronized void write(byte[] source, int offset, int length) throws IOException {
            for (int written = 0; written < length; ) {
                int step = Math.min(bytes.remaining(), length - written);
                bytes.put(source, offset + written, step);
                written += step;
                send();
            }
        }

        private void send() throws IOException {
            bytes.flip();
            decoder.decode(bytes, text, false);
            bytes.compact();
            text.flip();
            String piece = text.toString();
            text.clear();
            if (!piece.isEmpty()) {
                Frames.this.write(JsonNodeFactory.instance.objectNode().put(name, piece));
            }
        }
    }
}
