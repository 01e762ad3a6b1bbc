package io.atoll.deploy.internal;

import io.atoll.pipeline.BundleFiles.Unfit;
import io.atoll.pipeline.BundleFiles.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Content that was taken in and waits to be deployed: some of it, for some time, in files of a private folder. Thread-safe. */
final class Uploads {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    /** How many may wait. */
    private static final int MOST = 4;

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final long largest;
    private final InstantSource clock;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /**
     * Makes the folder, or empties it.
     *
     * @param largest how many bytes content may have
     */
    Uploads(Path folder, long largest, InstantSource clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.largest = largest;
        this.clock = clock;
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    private record Waiting(Path file, Instant since) {}

    /** Takes content in; what waits for the longest time makes room. */
    String receive(InputStream content) throws Unfit {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String name = HexFormat.of().formatHex(random);
        Path file = folder.resolve(name + ".jar");
        boolean done = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[1 << 16];
            long size = 0;
            for (int n = content.read(block); n >= 0; n = content.read(block)) {
                size += n;
                if (size > largest) {
                    throw new Unfit(
                            Why.INVALID,
                            "it is larger than %d MiB; make it smaller or raise file.max.mebibytes of io.atoll.deploy"
                                    .formatted(largest >> 20));
                }
                out.write(block, 0, n);
            }
            done = true;
        } catch (IOException e) {
            log.warn("a bundle that was sent could not be taken in", e);
            throw new Unfit(Why.UNAVAILABLE, "it did not arrive whole, or could not be kept; send it again");
        } finally {
            if (!done) {
                Staging.discard(file);
            }
        }
        keep(name, file);
        return name;
    }

    private synchronized void keep(String name, Path file) {
        waiting.put(name, new Waiting(file, clock.instant()));
        tidy();
        while (waiting.size() > MOST) {
            discard(waiting.keySet().iterator().next());
        }
    }

    /** The file of content that waits. */
    synchronized Path find(String name) throws Unfit {
        tidy();
        Waiting found = waiting.get(name);
        if (found == null) {
            throw new Unfit(Why.UNKNOWN, "no content waits under that name any more; send it again");
        }
        return found.file();
    }

    synchronized void discard(String name) {
        Waiting gone = waiting.remove(name);
        if (gone != null) {
            Staging.discard(gone.file());
        }
    }

    private void tidy() {
        Instant limit = clock.instant().minus(PATIENCE);
        new HashMap<>(waiting).forEach((name, each) -> {
            if (each.since().isBefore(limit)) {
                discard(name);
            }
        });
    }

    /** The size of content that waits. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
