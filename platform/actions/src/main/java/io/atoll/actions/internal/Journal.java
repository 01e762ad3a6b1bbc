package io.atoll.actions.internal;

import io.atoll.pipeline.ActionRuns.Ref;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The marks of one instance on the disk, a file for each run, durable when a method returns. Thread-safe.
 *
 * <p>A run is marked before it is acknowledged, and its mark is removed once the catalog knows how it ended: whatever lies here at a start
 * is what the platform still has to answer for.
 */
final class Journal {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Set<Path> told = new HashSet<>();

    Journal(Path folder) {
        this.folder = folder;
    }

    /** Writes a mark in the place of an earlier one of the same run. */
    synchronized void put(Mark mark) throws IOException {
        Files.createDirectories(folder);
        Path file = file(mark.ref());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(MarkJson.write(mark));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync();
    }

    /** Whether a run is marked. */
    synchronized boolean holds(Ref run) {
        return Files.exists(file(run));
    }

    /** Forgets a run. */
    synchronized void remove(Ref run) throws IOException {
        if (Files.deleteIfExists(file(run))) {
            sync();
        }
    }

    /** All marks. A file that is none is left alone and told once. */
    synchronized List<Mark> all() throws IOException {
        var marks = new ArrayList<Mark>();
        for (Path file : files()) {
            try {
                marks.add(MarkJson.read(Files.readAllBytes(file)));
            } catch (IOException unreadable) {
                if (told.add(file)) {
                    log.warn("{} cannot be read, so its run is not reported: {}", file, unreadable.getMessage());
                }
            }
        }
        return marks;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Ids may hold any character; a name is made of their digest. */
    private Path file(Ref run) {
        byte[] name = (run.source() + " " + run.id()).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
            return folder.resolve(HexFormat.of().formatHex(digest, 0, 16) + SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes what became of names durable; file systems without such a thing do it by themselves. */
    private void sync() {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            log.debug("{} cannot be synced", folder, unsupported);
        }
    }
}
