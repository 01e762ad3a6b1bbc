package io.atoll.deploy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file looks like from outside; it changes when content, owner or permissions do.
 *
 * @param changed when content or attributes last changed; equals {@code modified} where the file system does not tell
 * @param identity which file it is; {@code null} where the file system does not tell
 */
record Fingerprint(
        long size,
        FileTime modified,
        FileTime changed,
        @Nullable Object identity) {

    /**
     * Looks at a file. A symbolic link is followed to the regular file that it names.
     *
     * @return empty if it is not there, or neither a regular file nor a link to one
     */
    static Optional<Fingerprint> of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            FileTime modified = attributes.lastModifiedTime();
            return Optional.of(
                    new Fingerprint(attributes.size(), modified, changed(file, modified), attributes.fileKey()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static FileTime changed(Path file, FileTime otherwise) throws IOException {
        try {
            return (FileTime) Files.getAttribute(file, "unix:ctime");
        } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
            return otherwise;
        }
    }
}
