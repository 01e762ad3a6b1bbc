package io.atoll.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed before: of all lines, those that it is told to keep. */
final class History extends DefaultHistory {

    private static final String OWNER_ALONE = "rw-------";

    /** Keeps nothing by itself, since a line may hold a secret. */
    @Override
    public void add(Instant time, String line) {}

    /** Keeps a line, unless it begins with a space or is the one before it. */
    void keep(String line) {
        super.add(Instant.now(), line);
    }

    /**
     * The file in a data folder that holds what is kept; nobody but its owner can read it.
     *
     * @throws IOException if there can be none
     */
    static Path file(Path data) throws IOException {
        Path file = data.resolve("shell-history");
        if (!data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return file;
        }
        var ownerAlone = PosixFilePermissions.fromString(OWNER_ALONE);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerAlone));
        } catch (FileAlreadyExistsException kept) {
            Files.setPosixFilePermissions(file, ownerAlone);
        }
        return file;
    }
}
