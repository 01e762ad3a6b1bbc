package io.atoll.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;

/** The shell as a process of its own, at a pseudo-terminal of the kernel that the command {@code script} makes. */
final class PseudoTerminal implements Desk {

    private static final String SCRIPT = "/usr/bin/script";

    /** Gives signals back their meaning, which they do not have in what was begun in the background. */
    private static final String WITH_SIGNALS = "exec env --default-signal=INT,HUP ";

    private final Screen screen = new Screen();
    private final Process process;

    PseudoTerminal(Path data) throws IOException {
        String command = "stty rows 24 cols 80; %s '%s' -cp '%s:%s' %s --data '%s'"
                .formatted(
                        WITH_SIGNALS,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        location(Shell.class),
                        location(Terminal.class),
                        Shell.class.getName(),
                        data);
        process = script(command);
        Thread reader = new Thread(this::read, "pseudo-terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether this machine has what it takes. */
    static boolean possible() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(SCRIPT))) {
            return false;
        }
        Process probe = script("stty rows 24 cols 80 && " + WITH_SIGNALS + "true");
        boolean ended = probe.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            probe.destroyForcibly();
        }
        return ended && probe.exitValue() == 0;
    }

    private static Process script(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT, "-q", "-f", "-e", "-c", command, "/dev/null");
        builder.environment().put("TERM", "xterm");
        return builder.redirectErrorStream(true).start();
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try {
            process.getInputStream().transferTo(screen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Screen screen() {
        return screen;
    }

    @Override
    public void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    @Override
    public int status() throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the shell does not end: " + screen);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws Exception {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
