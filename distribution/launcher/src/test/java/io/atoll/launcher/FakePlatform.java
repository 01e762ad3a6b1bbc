package io.atoll.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers the requests of one client after another with prepared lines, and closes the connection when it has none left. */
final class FakePlatform implements AutoCloseable {

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel server;
    private final Deque<String> answers;
    private final Thread thread = new Thread(this::serve, "fake platform");

    FakePlatform(Path socket, String... answers) throws IOException {
        this.answers = new ArrayDeque<>(List.of(answers));
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread.start();
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    answer(client);
                }
            }
        } catch (ClosedChannelException closed) {
            // the test is over
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(SocketChannel client) {
        try {
            converse(client);
        } catch (IOException left) {
            // the client did not wait for the answer, and the next one comes
        }
    }

    private void converse(SocketChannel client) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), UTF_8));
        OutputStream out = Channels.newOutputStream(client);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            requests.add(line);
            if (answers.isEmpty()) {
                return;
            }
            out.write((answers.remove() + "\n").getBytes(UTF_8));
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.join();
    }
}
