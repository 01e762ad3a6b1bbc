package io.atoll.ledger.internal.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This process among those that use a data folder.
 *
 * <p>Each has a file that is named by its token, locked as long as the process lives, and that counts its {@linkplain #beat() beats}: others
 * can tell one that ended from one that lives, and one that lives from one that was stopped.
 */
public final class Presence implements AutoCloseable {

    private static final String SUFFIX = ".process";
    /** Where the lock stands: behind everything that is read, because some systems keep locked bytes from readers. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    /** Those of this JVM; looking at their locks would give them up. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final String token;
    private final FileChannel file;
    private final AtomicLong beats = new AtomicLong();

    private Presence(Path folder, String token, FileChannel file) {
        this.folder = folder;
        this.token = token;
        this.file = file;
    }

    /**
     * Makes this process known in a folder, which is made if it is not there.
     *
     * @throws UnusableLedger if the folder cannot be written
     */
    public static Presence enter(Path folder) throws UnusableLedger {
        var token = "%d@%s-%s"
                .formatted(
                        ProcessHandle.current().pid(),
                        host(),
                        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
        try {
            Files.createDirectories(folder);
            var path = path(folder, token);
            HERE.add(path);
            var file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (file.tryLock(LOCKED, 1, false) == null) {
                throw new IOException(path + " is locked");
            }
            var presence = new Presence(folder, token, file);
            presence.beat();
            return presence;
        } catch (IOException e) {
            throw new UnusableLedger(
                    "The folder of the ledger, " + folder + ", cannot be used (" + e
                            + "). Make it writable for this user, on a file system with locks.",
                    e);
        }
    }

    /** The name of this process, unique. */
    public String token() {
        return token;
    }

    /** Shows that this process is not stopped. */
    public void beat() {
        try {
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(0, beats.incrementAndGet()), 0);
        } catch (IOException e) {
            // a process that cannot show that it lives must expect to be taken for stopped; its leases tell it so
        }
    }

    /** How often another process has beaten; -1 if there is no such process in this folder. */
    long beats(String other) throws IOException {
        var buffer = ByteBuffer.allocate(Long.BYTES);
        try (var theirs = FileChannel.open(path(folder, other), StandardOpenOption.READ)) {
            return theirs.read(buffer, 0) == Long.BYTES ? buffer.getLong(0) : 0;
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    /** Whether another process has ended, or never was in this folder. */
    boolean gone(String other) throws IOException {
        var path = path(folder, other);
        if (HERE.contains(path)) {
            return false;
        }
        try (var theirs = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lock = theirs.tryLock(LOCKED, 1, false)) {
            return lock != null;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** The processes that were in this folder and ended without leaving. */
    public List<String> departed() throws IOException {
        var departed = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var each : files) {
                var name = each.getFileName().toString();
                var other = name.substring(0, name.length() - SUFFIX.length());
                if (gone(other)) {
                    departed.add(other);
                }
            }
        }
        return departed;
    }

    /** Removes what a process that has ended left. */
    public void forget(String other) throws IOException {
        Files.deleteIfExists(path(folder, other));
    }

    @Override
    public void close() {
        try {
            file.close();
            forget(token);
        } catch (IOException e) {
            // the next process finds the file without its lock
        } finally {
            HERE.remove(path(folder, token));
        }
    }

    private static Path path(Path folder, String token) {
        return folder.toAbsolutePath().normalize().resolve(token + SUFFIX);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
