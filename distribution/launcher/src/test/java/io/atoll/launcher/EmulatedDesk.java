package io.atoll.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A conversation of this process at a terminal that obeys control characters as the kernel's do. */
final class EmulatedDesk implements Desk {

    static final int WIDTH = 77;

    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = new Screen();
    private final LineDisciplineTerminal terminal = new LineDisciplineTerminal("desk", "xterm", screen, UTF_8);
    private final Prompt prompt;
    private final FutureTask<Integer> conversation;

    EmulatedDesk(Path data) throws IOException {
        terminal.setSize(new Size(WIDTH, 24));
        prompt = new Prompt(data, Connection.open(data).orElseThrow(), terminal, new PrintStream(err, true, UTF_8));
        conversation = new FutureTask<>(prompt::converse);
        Thread thread = new Thread(conversation, "conversation");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Screen screen() {
        return screen;
    }

    @Override
    public void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(UTF_8));
    }

    @Override
    public int status() throws Exception {
        return conversation.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        terminal.close();
        prompt.close();
    }
}
