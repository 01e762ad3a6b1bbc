package io.atoll.console.gogo.internal.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.console.gogo.internal.channel.OwnerCheck.Credentials;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves Gogo sessions on the socket of the data folder, each on virtual threads of its own. */
@Component(service = {})
public final class ShellChannel {

    /** How many clients are served at once. */
    static final int CLIENTS = 32;

    private static final Logger log = LoggerFactory.getLogger(ShellChannel.class);
    private static final int FULL = 1;
    private static final int DENIED = 1;
    private static final long SECONDS_TO_END = 5;
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(1);

    private final CommandProcessor processor;
    private final ShellSocket socket;
    private final OwnerCheck check;
    private final ObjectMapper json = JsonMapper.builder().build();
    private final Semaphore places = new Semaphore(CLIENTS);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("atoll-shell-", 0).factory());

    /**
     * Opens the channel of the data folder that the framework property {@code atoll.data} names.
     *
     * @throws IOException if there can be none; the message says why
     */
    @Activate
    public ShellChannel(BundleContext context, @Reference CommandProcessor processor) throws IOException {
        this(dataFolder(context.getProperty("atoll.data")), runtimeFolder(), processor, Credentials.ofKernel());
    }

    ShellChannel(Path data, Path runtime, CommandProcessor processor, Credentials credentials) throws IOException {
        this.processor = processor;
        this.socket = ShellSocket.open(data, runtime);
        this.check = new OwnerCheck(socket.owner(), credentials);
        threads.execute(this::accept);
        log.debug("the shell listens on {}", socket.file());
    }

    /** Ends all sessions and their commands, and removes the socket. */
    @Deactivate
    public void close() throws IOException {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                log.warn("a shell command did not end {} s after it was interrupted", SECONDS_TO_END);
            }
        } catch (InterruptedException e) {
            // the channel was closed by one of its own commands, which is interrupted as all are
            Thread.currentThread().interrupt();
        } finally {
            socket.close();
        }
    }

    private void accept() {
        while (!threads.isShutdown()) {
            try {
                SocketChannel client = socket.server().accept();
                hand(client);
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                log.warn("the shell could not take a client and tries again: {}", e.getMessage());
                LockSupport.parkNanos(BETWEEN_FAILURES.toNanos());
            }
        }
    }

    private void hand(SocketChannel client) throws IOException {
        try {
            threads.execute(() -> serve(client));
        } catch (RejectedExecutionException closing) {
            client.close();
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            ShellSession session = new ShellSession(client, processor, threads, json);
            if (!check.admits(client)) {
                log.warn("the shell denied a client that is not of user {}", check.owner());
                session.refuse("only user " + check.owner() + " may use the shell of this platform", DENIED);
            } else if (!places.tryAcquire()) {
                session.refuse("the shell serves " + CLIENTS + " clients already; try again later", FULL);
            } else {
                try {
                    session.serve();
                } finally {
                    places.release();
                }
            }
        } catch (IOException | RejectedExecutionException e) {
            log.debug("a client of the shell left: {}", e.toString());
        }
    }

    private static Path dataFolder(String property) {
        if (property == null) {
            throw new IllegalStateException("the framework property atoll.data does not name the data folder");
        }
        return Path.of(property);
    }

    private static Path runtimeFolder() {
        String named = System.getenv("XDG_RUNTIME_DIR");
        return named != null && Files.isDirectory(Path.of(named))
                ? Path.of(named)
                : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
