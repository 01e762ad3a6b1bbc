package io.atoll.deploy.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last versions of each bundle that passed verification, in a folder for each bundle. Thread-safe. */
final class Archive {

    private static final Logger log = LoggerFactory.getLogger(Archive.class);
    private static final Pattern NAME = Pattern.compile("(.+)~([0-9a-f]{64})\\.jar");

    private final Path folder;
    private final int kept;

    /**
     * An archive.
     *
     * @param kept how many versions of each bundle
     */
    Archive(Path folder, int kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /**
     * A version.
     *
     * @param since when it came first
     */
    record Version(String version, String sha256, Instant since, Path file) {}

    /** Keeps a version, unless it is there. What cannot be kept is told of, and deployed nevertheless. */
    synchronized void keep(BundleName name, Staging.Copy copy) {
        if (kept == 0) {
            return;
        }
        try {
            Path versions = Files.createDirectories(folder.resolve(name.symbolicName()));
            Path file = versions.resolve(name.version() + "~" + copy.sha256() + ".jar");
            if (Files.exists(file)) {
                return;
            }
            Path part = versions.resolve(".part");
            Files.copy(copy.path(), part, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(part, FileTime.from(Instant.now()));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            for (Version old : all(name.symbolicName()).stream().skip(kept).toList()) {
                Files.deleteIfExists(old.file());
            }
        } catch (IOException e) {
            log.warn("{} is not kept, so that there is no way back to it: {}", name, e.toString());
        }
    }

    /** The versions of a bundle, the newest first. */
    List<Version> all(String symbolicName) throws IOException {
        List<Version> versions = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(symbolicName))) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    versions.add(new Version(
                            name.group(1),
                            name.group(2),
                            Files.getLastModifiedTime(file).toInstant(),
                            file));
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        versions.sort(Comparator.comparing(Version::since).reversed().thenComparing(Version::sha256));
        return versions;
    }
}
