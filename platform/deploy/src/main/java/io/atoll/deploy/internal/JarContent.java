package io.atoll.deploy.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The content of one jar and of the jars inside it, read byte by byte within one budget. It is read as the framework reads it, by
 * the central directory, so both see the same entries. For one jar and one thread.
 */
final class JarContent {

    private static final int MOST_NESTED = 4;
    private static final int CLASS_FILE = 0xCAFEBABE;
    private static final int CLASS_FILE_OF_JAVA_0 = 44;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private final Limits limits;
    private final long fileSize;
    private final int java;
    private final Supplier<Path> scratch;
    private long entries;
    private long unpacked;

    JarContent(Limits limits, long fileSize, int java, Supplier<Path> scratch) {
        this.limits = limits;
        this.fileSize = fileSize;
        this.java = java;
        this.scratch = scratch;
    }

    /** Says what is wrong with a jar, where, and what to do. */
    static final class Unsound extends Exception {

        private static final long serialVersionUID = 1L;
        private final boolean unfinished;

        Unsound(String message) {
            this(message, false);
        }

        Unsound(String message, boolean unfinished) {
            super(message, null);
            this.unfinished = unfinished;
        }

        /** Whether a copy that is still under way looks like this. */
        boolean unfinished() {
            return unfinished;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Checks the number of entries and their names.
     *
     * @param place where the jar is, in front of the names of its entries; empty for the outermost
     */
    void checkNames(ZipFile zip, String place) throws Unsound {
        entries += zip.size();
        if (entries > limits.entries()) {
            throw new Unsound("it has more than %d entries; make it smaller or raise entries.max of io.atoll.deploy"
                    .formatted(limits.entries()));
        }
        Set<String> names = new HashSet<>();
        for (Iterator<? extends ZipEntry> all = zip.entries().asIterator(); all.hasNext(); ) {
            String name = all.next().getName();
            if (escapes(name)) {
                throw new Unsound("its entry \"%s%s\" points outside the jar; do not use this file, and build it anew"
                        .formatted(place, printable(name)));
            }
            if (!names.add(name)) {
                throw new Unsound("its entry \"%s%s\" is there twice; build it anew".formatted(place, name));
            }
        }
    }

    /**
     * Reads every entry.
     *
     * @param place where the jar is, in front of the names of its entries; empty for the outermost
     * @param classPath the jars inside it whose classes belong to the bundle
     */
    void check(ZipFile zip, String place, Set<String> classPath) throws Unsound, IOException {
        check(zip, place, true, classPath, 0);
    }

    private void check(ZipFile zip, String place, boolean runs, Set<String> classPath, int depth)
            throws Unsound, IOException {
        for (Iterator<? extends ZipEntry> all = zip.entries().asIterator(); all.hasNext(); ) {
            ZipEntry entry = all.next();
            String where = place + entry.getName();
            if (isJar(entry)) {
                checkNested(zip, entry, where, classPath.contains(entry.getName()), depth + 1);
            } else {
                ByteArrayOutputStream head = new ByteArrayOutputStream(8);
                read(zip, entry, where, head, 8);
                if (runs && isClass(entry.getName())) {
                    checkClass(ByteBuffer.wrap(head.toByteArray()), where);
                }
            }
        }
    }

    private void checkNested(ZipFile zip, ZipEntry entry, String where, boolean runs, int depth)
            throws Unsound, IOException {
        if (depth > MOST_NESTED) {
            throw new Unsound("its entry \"%s\" is a jar in a jar, %d deep; build it without".formatted(where, depth));
        }
        Path copy = scratch.get();
        try {
            try (OutputStream out = Files.newOutputStream(copy)) {
                read(zip, entry, where, out, Long.MAX_VALUE);
            }
            try (ZipFile nested = new ZipFile(copy.toFile())) {
                checkNames(nested, where + "!/");
                check(nested, where + "!/", runs, Set.of(), depth);
            } catch (ZipException e) {
                throw new Unsound(
                        "its entry \"%s\" is not a readable jar (%s); build it anew".formatted(where, e.getMessage()));
            }
        } finally {
            Staging.discard(copy);
        }
    }

    /** Reads an entry to its end, gives the first bytes of it, and compares its size and checksum with what the directory says. */
    private void read(ZipFile zip, ZipEntry entry, String where, OutputStream sink, long atMost)
            throws Unsound, IOException {
        CRC32 crc = new CRC32();
        long size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] block = new byte[1 << 14];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted");
                }
                sink.write(block, 0, (int) Math.min(n, Math.max(0, atMost - size)));
                crc.update(block, 0, n);
                size += n;
                spend(n);
            }
        } catch (ZipException | EOFException e) {
            throw new Unsound("its entry \"%s\" is damaged (%s); copy it again".formatted(where, e.getMessage()), true);
        }
        if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw new Unsound("its entry \"%s\" is damaged (wrong checksum); copy it again".formatted(where), true);
        }
    }

    private void spend(int bytes) throws Unsound {
        unpacked += bytes;
        if (unpacked > limits.unpackedSize()) {
            throw new Unsound(
                    "it unpacks to more than %d MiB; make it smaller or raise unpacked.max.mebibytes of io.atoll.deploy"
                            .formatted(limits.unpackedSize() >> 20));
        }
        if (unpacked > Limits.FREE_OF_RATIO && unpacked / limits.ratio() > fileSize) {
            throw new Unsound(
                    "it unpacks to more than %d times its size, as a zip bomb does; do not use this file, or raise unpacked.ratio.max of io.atoll.deploy"
                            .formatted(limits.ratio()));
        }
    }

    private void checkClass(ByteBuffer head, String where) throws Unsound {
        if (head.remaining() < 8 || head.getInt(0) != CLASS_FILE) {
            return;
        }
        int needed = head.getShort(6) - CLASS_FILE_OF_JAVA_0;
        if (needed > java) {
            throw new Unsound(
                    "its class %s needs Java %d, and this is Java %d; build it for Java %d, or run the platform on Java %d"
                            .formatted(where, needed, java, java, needed));
        }
    }

    private static boolean isJar(ZipEntry entry) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        return !entry.isDirectory() && (name.endsWith(".jar") || name.endsWith(".zip"));
    }

    /** Whether it is a class for every Java version: neither for some of them only, nor the description of a module. */
    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.startsWith("META-INF/versions/") && !name.endsWith("module-info.class");
    }

    private static boolean escapes(String name) {
        return name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || DRIVE.matcher(name).matches()
                || List.of(name.split("/", -1)).contains("..");
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
