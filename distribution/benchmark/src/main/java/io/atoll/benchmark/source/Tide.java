package io.atoll.benchmark.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;

/**
 * What the third party holds at a moment.
 *
 * @param count how many records there are, gone ones included
 * @param revision what the changed ones say
 * @param changed how many of a hundred are changed
 * @param gone how many of a hundred are not there any more
 * @param bytes the length of a record as JSON
 * @param manner how it answers
 */
public record Tide(long count, int revision, int changed, int gone, int bytes, Manner manner) {

    /** How a third party answers. */
    public enum Manner {
        /** One page after another, and then the end. */
        STEADY,
        /** Never. */
        HANGING,
        /** With records that no mapping can use, without end. */
        BROKEN,
        /** With records without end. */
        FLOODING
    }

    /** So many records of a kilobyte, as they are at the beginning. */
    public static Tide of(long count) {
        return new Tide(count, 0, 0, 0, 1000, Manner.STEADY);
    }

    /** The same with changes. */
    public Tide changed(int percent, int to) {
        return new Tide(count, to, percent, gone, bytes, manner);
    }

    /** The same without some. */
    public Tide without(int percent) {
        return new Tide(count, revision, changed, percent, bytes, manner);
    }

    /** The same with records of another length. */
    public Tide records(int length) {
        return new Tide(count, revision, changed, gone, length, manner);
    }

    /** The same in another manner. */
    public Tide in(Manner other) {
        return new Tide(count, revision, changed, gone, bytes, other);
    }

    /** Whether a record is there. */
    boolean holds(long index) {
        return manner != Manner.STEADY || index % 100 < 100 - gone;
    }

    /** The revision of a record. */
    int revision(long index) {
        return index % 100 < changed ? revision : 0;
    }

    /** Reads a file that {@link #write} wrote. */
    public static Tide read(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new Tide(
                Long.parseLong(properties.getProperty("count")),
                Integer.parseInt(properties.getProperty("revision")),
                Integer.parseInt(properties.getProperty("changed")),
                Integer.parseInt(properties.getProperty("gone")),
                Integer.parseInt(properties.getProperty("bytes")),
                Manner.valueOf(properties.getProperty("manner").toUpperCase(Locale.ROOT)));
    }

    /** Writes it to a file at once. */
    public void write(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                beside,
                "count=%d%nrevision=%d%nchanged=%d%ngone=%d%nbytes=%d%nmanner=%s%n"
                        .formatted(count, revision, changed, gone, bytes, manner));
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
