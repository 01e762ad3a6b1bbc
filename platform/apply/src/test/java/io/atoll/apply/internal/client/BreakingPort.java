package io.atoll.apply.internal.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Port API over bare sockets that gives tokens, and answers everything else by {@code {"ok":true,"a":7}}; but once it breaks off in the
 * middle, where the test says so.
 */
final class BreakingPort implements AutoCloseable {

    private static final String BODY = "{\"ok\":true,\"a\":7}";
    private static final String TOKEN = "{\"accessToken\":\"t\",\"expiresIn\":10000}";

    private final boolean announced;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger breakAt = new AtomicInteger(Integer.MAX_VALUE);
    private final Thread thread;

    /**
     * Listens.
     *
     * @param announced whether answers tell their length; otherwise they end with the connection
     */
    BreakingPort(boolean announced) throws IOException {
        this.announced = announced;
        this.thread = Thread.ofVirtual().start(this::serve);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The length of the whole answer, the headers included. */
    int length() {
        return answer(BODY).length();
    }

    /** Breaks the next answer off after so many bytes. */
    void breakAt(int offset) {
        breakAt.set(offset);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                String request = String.valueOf(reader.readLine());
                int length = 0;
                for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                    if (line.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(line.substring("Content-Length: ".length()));
                    }
                }
                for (int i = 0; i < length; i++) {
                    int ignored = reader.read();
                }
                String answer = answer(request.startsWith("POST /v1/auth") ? TOKEN : BODY);
                if (request.startsWith("GET")) {
                    answer = answer.substring(0, Math.min(answer.length(), breakAt.getAndSet(Integer.MAX_VALUE)));
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // the client went away, or the test is over
            }
        }
    }

    private String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + (announced ? "Content-Length: " + body.length() + "\r\n" : "")
                + "Connection: close\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
    }
}
