package io.atoll.launcher;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A session with a running platform: one JSON line for each request, JSON lines as answer.
 *
 * <p>The request is <code>{"command": "…", "width": 120}</code>, or has <code>"arguments": ["…"]</code> instead; the answer <code>{"out": "…"}</code> and <code>{"err": "…"}</code>
 * any number of times, then <code>{"exit": 0}</code>.
 */
final class Connection implements AutoCloseable {

    /** Says that the width of the terminal is not known. */
    static final int NO_WIDTH = 0;

    private final SocketChannel channel;
    private final OutputStream requests;
    private final BufferedReader answers;

    private Connection(SocketChannel channel) {
        this.channel = channel;
        this.requests = Channels.newOutputStream(channel);
        this.answers =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    /**
     * Connects to the platform that runs on a data folder.
     *
     * @return empty if none does
     * @throws IOException if the socket cannot be reached, for example because it is another user's
     */
    static Optional<Connection> open(Path data) throws IOException {
        Path address = data.resolve("shell.address");
        Path socket = Files.exists(address)
                ? Path.of(Files.readString(address).strip())
                : data.resolve("run").resolve("shell.sock");
        if (Files.notExists(socket)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Connection(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
        } catch (ConnectException nobodyListens) {
            return Optional.empty();
        }
    }

    /**
     * Has a command executed and prints what it prints, as it comes.
     *
     * @param width of the terminal, or {@link #NO_WIDTH}
     * @return the exit status of the command
     * @throws Unwritten if what it prints cannot be written
     * @throws IOException if the platform went away before that, or answered what this client does not understand
     */
    int execute(Command command, int width, OutputStream out, OutputStream err) throws IOException {
        String request = "{" + command.members() + (width == NO_WIDTH ? "" : ", \"width\": " + width) + "}\n";
        requests.write(request.getBytes(StandardCharsets.UTF_8));
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            Frame frame = Frame.read(line);
            switch (frame) {
                case Frame.Out piece -> print(piece.text(), out);
                case Frame.Err piece -> print(piece.text(), err);
                case Frame.Exit exit -> {
                    return exit.status();
                }
            }
        }
        throw new EOFException("it closed the connection before the command ended");
    }

    private static void print(String text, OutputStream stream) throws Unwritten {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            throw new Unwritten(e);
        }
    }

    /** Whether nobody has closed it here. */
    boolean isOpen() {
        return channel.isOpen();
    }

    /** Leaves the session, which interrupts its command. Any thread may do so. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Says that what a command prints cannot be written. */
    static final class Unwritten extends IOException {

        private static final long serialVersionUID = 1L;

        private Unwritten(IOException cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether that is so because nobody reads it any more. */
        boolean unread() {
            return "Broken pipe".equals(getMessage());
        }
    }
}
