package io.atoll.itest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What nobody wants at an address: requests without end, by several connections at once, as long as this is open. */
final class Flood implements AutoCloseable {

    private static final int HUGE = 50 << 20;
    private static final byte[] BLOCK = "x".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);

    /** Between two requests of a connection: enough for others to have a processor, too. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final URI address;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    /** How many requests were answered, by kind and status; those whose connection was cut off have none. */
    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();

    Flood(URI address) {
        this.address = address;
    }

    /** Deliveries that are not genuine. */
    Flood forged(int connections) {
        return pour("forged", connections, socket -> {
            head(socket, "Content-Length: 1000");
            block(socket, 1000);
        });
    }

    /** Bodies of 50 MB that say how long they are. */
    Flood huge(int connections) {
        return pour("huge", connections, socket -> {
            head(socket, "Content-Length: " + HUGE);
            for (var sent = 0; sent < HUGE && socket.getInputStream().available() == 0; sent += BLOCK.length) {
                block(socket, BLOCK.length);
            }
        });
    }

    /** Bodies of 50 MB that do not say how long they are. */
    Flood endless(int connections) {
        return pour("endless", connections, socket -> {
            head(socket, "Transfer-Encoding: chunked");
            for (var sent = 0; sent < HUGE && socket.getInputStream().available() == 0; sent += BLOCK.length) {
                write(socket, Integer.toHexString(BLOCK.length) + "\r\n");
                block(socket, BLOCK.length);
                write(socket, "\r\n");
            }
        });
    }

    /** Bodies that come byte by byte. */
    Flood slow(int connections) {
        return pour("slow", connections, socket -> {
            head(socket, "Content-Length: 100000");
            open.incrementAndGet();
            try {
                while (socket.getInputStream().available() == 0) {
                    block(socket, 1);
                    Thread.sleep(200);
                }
            } finally {
                open.decrementAndGet();
            }
        });
    }

    /** How many slow bodies are on their way. */
    int slow() {
        return open.get();
    }

    /** How many answers of a kind there were. */
    int answers(String kind) {
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    Map<String, Integer> answers() {
        return answers;
    }

    /** How many bytes were sent. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    private Flood pour(String kind, int connections, Sending sending) {
        for (var i = 0; i < connections; i++) {
            threads.execute(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    answers.merge(kind + " " + answer(sending), 1, Integer::sum);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            });
        }
        return this;
    }

    /** The status of the answer to one request. */
    private String answer(Sending sending) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            sending.send(socket);
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return line.length() < 12 ? "cut off" : line.substring(9);
        } catch (IOException reset) {
            return "cut off";
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return "cut off";
        }
    }

    private void head(Socket socket, String length) throws IOException {
        write(
                socket,
                "POST " + address.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + length + "\r\n\r\n");
    }

    private void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void block(Socket socket, int length) throws IOException {
        socket.getOutputStream().write(BLOCK, 0, length);
        bytes.addAndGet(length);
    }

    /** Sends one request. */
    private interface Sending {
        void send(Socket socket) throws IOException, InterruptedException;
    }
}
