package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.TokenAuth;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The refresh tokens that third parties gave in place of configured ones, which are of no use from then on. They are kept in files that only
 * the platform's user may read, one for each configured token, and shared by all clients with the same one; thread-safe.
 */
@Component(service = RefreshTokens.class)
public final class RefreshTokens {

    private static final Logger log = LoggerFactory.getLogger(RefreshTokens.class);
    private static final String FIELD = "refresh_token";

    private final @Nullable Path folder;
    private final Map<String, Lineage> lineages = new ConcurrentHashMap<>();

    /** Keeps them in the platform's data folder, or only in memory if there is none. */
    @Activate
    public RefreshTokens(BundleContext context) {
        this(folder(context.getProperty("atoll.data")));
    }

    /** Keeps them in a folder, which is made when it is needed; {@code null} for none. */
    RefreshTokens(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Keeps them as long as the process lives. */
    static RefreshTokens inMemory() {
        return new RefreshTokens((Path) null);
    }

    private static @Nullable Path folder(@Nullable String data) {
        return data == null ? null : Path.of(data, "kit", "tokens");
    }

    /** The tokens that follow from the one of a configuration; of its own if there is none in it. */
    Lineage of(TokenAuth auth) {
        Call login = auth.login().call(MissingNode.getInstance());
        if (!(login.body() instanceof Call.Body.Form form) || !form.fields().containsKey(FIELD)) {
            return new Lineage(null);
        }
        String key = digest(login.path() + "\n" + form.fields().get("client_id") + "\n"
                + form.fields().get(FIELD));
        return lineages.computeIfAbsent(key, none -> new Lineage(folder == null ? null : folder.resolve(key)));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Tokens each of which came for the one before. Whoever asks for the next holds the lock. */
    static final class Lineage {

        private final @Nullable Path file;
        private final ReentrantLock lock = new ReentrantLock();
        private JsonNode last = MissingNode.getInstance();

        private Lineage(@Nullable Path file) {
            this.file = file;
        }

        ReentrantLock lock() {
            return lock;
        }

        /**
         * The last answer with a token, as far as it is known.
         *
         * @throws Misconfigured if it was kept and cannot be read
         */
        JsonNode last() throws Misconfigured {
            if (last.isMissingNode() && file != null && Files.exists(file)) {
                try {
                    String token = Files.readString(file).strip();
                    last = JsonNodeFactory.instance.objectNode().put(FIELD, token);
                } catch (IOException e) {
                    throw new Misconfigured(
                            "the refresh token that the server gave last cannot be read from " + file + ": " + e
                                    + "; make it readable, or delete it and configure a new refresh token",
                            e);
                }
            }
            return last;
        }

        /** Goes on with an answer; one without a refresh token leaves the last one in force. */
        void keep(JsonNode answer) {
            String token = answer.path(FIELD).asText("");
            JsonNode before = last;
            boolean other = !token.isEmpty() && !token.equals(before.path(FIELD).asText(""));
            last = answer;
            if (token.isEmpty() && before.hasNonNull(FIELD) && answer instanceof ObjectNode object) {
                object.set(FIELD, before.get(FIELD));
            }
            if (file != null && other) {
                try {
                    write(file, token);
                } catch (IOException e) {
                    log.warn(
                            "The refresh token that the server gave is not kept, as {} cannot be written: {}."
                                    + " Make room or mend the rights; otherwise a new one has to be configured after a restart",
                            file,
                            e.toString());
                }
            }
        }

        private static void write(Path file, String token) throws IOException {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(folder);
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            Path fresh = posix
                    ? Files.createTempFile(
                            folder,
                            "token",
                            ".new",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createTempFile(folder, "token", ".new");
            try {
                try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    out.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8)));
                    out.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
    }
}
