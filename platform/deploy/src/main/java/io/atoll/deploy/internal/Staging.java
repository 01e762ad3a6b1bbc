package io.atoll.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The private folder where files are copied to before they are examined. What is installed is the copy that was examined, so
 * nobody can change it in between. Emptied at start. Safe for use by several threads.
 */
final class Staging {

    private final Path folder;
    private final AtomicLong sequence = new AtomicLong();

    /** Makes the folder, or empties it. */
    Staging(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /**
     * A private copy of a file.
     *
     * @param sha256 of its content, in hexadecimal digits
     */
    record Copy(Path path, String sha256) {

        /** Removes it; a copy that cannot be removed goes at the next start. */
        void discard() {
            Staging.discard(path);
        }
    }

    /**
     * Copies a file.
     *
     * @param atMost copying stops with the first block that brings it above this many bytes
     * @throws IOException if it could not be read or written, or the thread is interrupted
     */
    Copy copy(Path file, long atMost) throws IOException {
        Path path = scratch();
        MessageDigest digest = sha256();
        boolean done = false;
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = Files.newOutputStream(path)) {
            byte[] block = new byte[1 << 16];
            long size = 0;
            for (int n = in.read(block); n >= 0 && size <= atMost; n = in.read(block)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted");
                }
                digest.update(block, 0, n);
                out.write(block, 0, n);
                size += n;
            }
            done = true;
        } finally {
            if (!done) {
                discard(path);
            }
        }
        return new Copy(path, HexFormat.of().formatHex(digest.digest()));
    }

    /** The digest of a file, in hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A name for a file that nobody else uses. */
    Path scratch() {
        return folder.resolve(sequence.incrementAndGet() + ".jar");
    }

    static void discard(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException stays) {
            path.toFile().deleteOnExit();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
