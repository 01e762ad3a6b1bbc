package io.atoll.runner.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The source folder of an integration, in Maven's layout.
 *
 * @param folder absolute
 */
record Project(Path folder) {

    private static final List<String> MAPPINGS = List.of("yaml", "yml", "json");

    /** How names of files end that editors write for a moment. */
    private static final List<String> PASSING = List.of("~", ".part", ".tmp", ".swp");

    Path sources() {
        return folder.resolve("src/main/java");
    }

    Path resources() {
        return folder.resolve("src/main/resources");
    }

    /** The instructions for its bundle, which need not exist. */
    Path instructions() {
        return folder.resolve("bnd.bnd");
    }

    Path pom() {
        return folder.resolve("pom.xml");
    }

    /** What people call it. */
    String name() {
        return String.valueOf(folder.getFileName()).replaceAll("[^A-Za-z0-9_-]", "-");
    }

    /** Its default mapping, if there is one. */
    Optional<Path> mapping() {
        return MAPPINGS.stream()
                .map(ending -> resources().resolve(".port/resources/port-app-config." + ending))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** A name as people see it: from the folder on, if it is in there. */
    String shown(Path file) {
        return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
    }

    /** How the Java sources look now. */
    Map<Path, Stamp> code() throws IOException {
        return stamps(sources(), ".java");
    }

    /** How all that is packed into the bundle looks now, its default mapping apart: that is read where it stands. Files that editors write for a moment are no change. */
    Map<Path, Stamp> content() throws IOException {
        Map<Path, Stamp> content = new TreeMap<>(code());
        content.putAll(stamps(resources(), ""));
        mapping().ifPresent(content::remove);
        for (Path file : List.of(instructions(), pom())) {
            Stamp.of(file).ifPresent(stamp -> content.put(file, stamp));
        }
        return content;
    }

    private static Map<Path, Stamp> stamps(Path root, String ending) throws IOException {
        var stamps = new TreeMap<Path, Stamp>();
        if (!Files.isDirectory(root)) {
            return stamps;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && file.toString().endsWith(ending) && !isPassing(file)) {
                    stamps.put(file, new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override // it went while we looked: the next look sees that
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return stamps;
    }

    /** Whether it is a file that editors lay beside the one that they write, to take it away again. */
    private static boolean isPassing(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") || PASSING.stream().anyMatch(name::endsWith);
    }

    /**
     * By what a change of a file shows.
     *
     * @param modified in milliseconds since 1970
     * @param size in bytes
     */
    record Stamp(long modified, long size) {

        /** Empty if there is no such file. */
        static Optional<Stamp> of(Path file) throws IOException {
            try {
                return Optional.of(new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        }
    }
}
