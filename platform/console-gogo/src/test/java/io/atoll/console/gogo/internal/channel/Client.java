package io.atoll.console.gogo.internal.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;

/** A client of the channel that keeps to the protocol, or does not. */
final class Client implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SocketChannel channel;
    private final BufferedReader lines;

    Client(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        lines = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8));
    }

    /** Has a command executed and waits for its end. */
    Answer run(String command) throws IOException {
        send(command);
        return answer();
    }

    void send(String command) throws IOException {
        sendLine(JSON.writeValueAsString(Map.of("command", command)));
    }

    void sendLine(String line) throws IOException {
        ByteBuffer bytes = UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next frame. */
    JsonNode frame() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException("the channel was closed");
        }
        return JSON.readTree(line);
    }

    Answer answer() throws IOException {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        while (true) {
            JsonNode frame = frame();
            out.append(frame.path("out").asText(""));
            err.append(frame.path("err").asText(""));
            if (frame.has("exit")) {
                return new Answer(
                        out.toString(), err.toString(), frame.get("exit").asInt());
            }
        }
    }

    boolean isClosedByServer() throws IOException {
        return lines.readLine() == null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    record Answer(String out, String err, int exit) {}
}
