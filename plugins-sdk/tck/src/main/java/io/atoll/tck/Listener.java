package io.atoll.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server at a free port of 127.0.0.1, with a thread for each connection; thread-safe. */
final class Listener implements AutoCloseable {

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private Listener(ServerSocket server) {
        this.server = server;
    }

    static Listener open() {
        try {
            return new Listener(new ServerSocket(0, 200, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a request. */
    @FunctionalInterface
    interface Handler {
        void handle(Request request, Wire wire) throws IOException, InterruptedException;
    }

    /** Begins to take requests. */
    void start(Handler handler) {
        Thread.ofVirtual().name("third party").start(() -> accept(handler));
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How many are open. */
    int connections() {
        return connections.size();
    }

    private void accept(Handler handler) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().name("third party").start(() -> serve(socket, handler));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket, Handler handler) {
        try (socket) {
            var wire = new Wire(socket);
            for (Optional<Request> request = wire.read();
                    request.isPresent() && !socket.isClosed();
                    request = wire.read()) {
                handler.handle(request.get(), wire);
            }
        } catch (IOException e) {
            // they hung up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    /** Stops, and closes all connections. */
    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : connections) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
