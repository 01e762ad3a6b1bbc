package io.atoll.kit.internal;

import io.atoll.kit.FakeServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A server that sends bytes as they are given, one answer for each connection, and then hangs up. */
final class RawServer implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger answered = new AtomicInteger();
    private final boolean dribbling;

    private RawServer(boolean dribbling, IntFunction<String> answers) throws IOException {
        this.dribbling = dribbling;
        this.socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    Thread.ofVirtual().start(() -> answer(connection, answers));
                } catch (IOException e) {
                    // the test is over
                }
            }
        });
    }

    private void answer(Socket connection, IntFunction<String> answers) {
        try (connection) {
            answer(connection, answers.apply(answered.getAndIncrement()));
        } catch (IOException e) {
            // they hung up, or the test is over
        }
    }

    static RawServer answering(String... answers) throws IOException {
        return new RawServer(false, number -> answers[Math.min(number, answers.length - 1)]);
    }

    /** Makes up each answer when it is asked. */
    static RawServer replying(Supplier<FakeServer.Reply> replies) throws IOException {
        return new RawServer(false, number -> replies.get().text());
    }

    /** Goes on with a byte now and then, without end. */
    static RawServer dribbling(String answer) throws IOException {
        return new RawServer(true, number -> answer);
    }

    private void answer(Socket connection, String answer) throws IOException {
        InputStream in = connection.getInputStream();
        var read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            read.append((char) next);
        }
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
        while (dribbling && !socket.isClosed()) {
            connection.getOutputStream().write('{');
            connection.getOutputStream().flush();
            LockSupport.parkNanos(20_000_000);
        }
    }

    String base() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    int answered() {
        return answered.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
