package io.atoll.settings.internal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration folder, and the files elsewhere that files in it refer to, as last seen at rest.
 *
 * <p>A file counts once it is the same in two looks, and until then as it was before; the first look takes all files as they are.
 * Not safe for use by several threads.
 */
final class Folder {

    private static final long LARGEST = 4L * 1024 * 1024;

    /** The files by which the folder of an Ocean installation shows; whatever else it reads is referred to. */
    private static final List<String> INPUTS = List.of(".env", "config.yaml", "pyproject.toml");

    private final Path root;
    private final @Nullable Path alone;
    private final Map<Path, Content> settled = new HashMap<>();
    private final Set<Path> referred = new HashSet<>();
    private Map<Path, Stamp> previous;

    /** Takes the first look. */
    Folder(Path root) throws IOException {
        this(root, null);
    }

    /**
     * Takes the first look.
     *
     * @param alone the folder of an Ocean installation that is to be the only integration; {@code null} for none
     */
    Folder(Path root, @Nullable Path alone) throws IOException {
        this.root = root;
        this.alone = alone;
        this.previous = stamps();
        previous.keySet().forEach(file -> settled.put(file, load(file)));
    }

    /**
     * Looks again.
     *
     * @return whether a file came, changed or went
     * @throws IOException if the folder cannot be listed; everything then stays as it was
     */
    boolean look() throws IOException {
        Map<Path, Stamp> now = stamps();
        var all = new HashSet<>(now.keySet());
        all.addAll(settled.keySet());
        boolean changed = false;
        for (Path file : all) {
            Stamp stamp = now.getOrDefault(file, Stamp.ABSENT);
            Content known = settled.get(file);
            boolean atRest = stamp.equals(previous.getOrDefault(file, Stamp.ABSENT));
            if (atRest && !stamp.equals(known == null ? Stamp.ABSENT : known.stamp())) {
                changed = true;
                if (stamp.equals(Stamp.ABSENT) && !referred.contains(file)) {
                    settled.remove(file);
                } else {
                    settled.put(file, load(file));
                }
            }
        }
        previous = now;
        return changed;
    }

    /** The files directly in the folder that may hold settings and that no file refers to, in the order of their names. */
    List<Path> stageFiles() {
        return in(root);
    }

    /** The files beside those of integrations that no file refers to, in the order of their names. */
    List<Path> integrationFiles() {
        return alone == null ? in(root.resolve("integrations")) : List.of();
    }

    /** The folders of Ocean installations, in the order of their names. */
    List<Path> oceanFolders() throws IOException {
        if (alone != null) {
            return List.of(alone);
        }
        var folders = new TreeSet<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve("ocean"), Files::isDirectory)) {
            entries.forEach(folders::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // there are none
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(folders);
    }

    /** Whether an Ocean installation is the only integration. */
    boolean oceanAlone() {
        return alone != null;
    }

    private List<Path> in(Path folder) {
        return settled.keySet().stream()
                .filter(file -> folder.equals(file.getParent()) && isSettings(file))
                .filter(file -> !referred.contains(file))
                .sorted()
                .toList();
    }

    /** Where the file of a configuration stands, or would stand. */
    Path file(String name) {
        Path folder = name.indexOf('~') < 0 ? root : root.resolve("integrations");
        return in(folder).stream()
                .filter(file -> Reading.stem(file).equals(name))
                .findFirst()
                .orElse(folder.resolve(name + ".yaml"));
    }

    /** Takes a file as it is now, without waiting for it to be at rest. */
    void take(Path file) {
        Content content = load(file);
        if (content.stamp().equals(Stamp.ABSENT)) {
            settled.remove(file);
            previous.remove(file);
        } else {
            settled.put(file, content);
            previous.put(file, content.stamp());
        }
    }

    /** A file as it is now; empty if there is none. */
    static Optional<Content> now(Path file) {
        return Optional.of(load(file)).filter(content -> !content.stamp().equals(Stamp.ABSENT));
    }

    /** A file as last seen at rest. */
    Content content(Path file) {
        return settled.computeIfAbsent(file, Folder::load);
    }

    /** A file that a file refers to, and that is watched from now on. */
    Content referredContent(Path file) {
        referred.add(file);
        return content(file);
    }

    /** Forgets which files are referred to; to be called before all files are read anew. */
    void forgetReferences() {
        referred.clear();
    }

    /** The name that people know a file by: from the folder on, if it is in there. */
    String name(Path file) {
        Path parent = root.getParent();
        return file.startsWith(root) && parent != null
                ? parent.relativize(file).toString().replace('\\', '/')
                : file.toString();
    }

    private Map<Path, Stamp> stamps() throws IOException {
        var files = new TreeSet<Path>(referred);
        list(root, files);
        try {
            list(root.resolve("integrations"), files);
        } catch (NoSuchFileException e) {
            // no integration is configured
        }
        for (Path ocean : oceanFolders()) {
            INPUTS.forEach(input -> files.add(ocean.resolve(input)));
        }
        var stamps = new HashMap<Path, Stamp>();
        for (Path file : files) {
            Stamp stamp = Stamp.of(file);
            if (!stamp.equals(Stamp.ABSENT)) {
                stamps.put(file, stamp);
            }
        }
        return stamps;
    }

    private static void list(Path folder, Set<Path> files) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Folder::isSettings)) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Whether a file is one by its name; editors name their temporary files otherwise. */
    private static boolean isSettings(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".")
                && !name.startsWith("#")
                && Stream.of(".yaml", ".yml", ".json").anyMatch(name::endsWith);
    }

    private static Content load(Path file) {
        Stamp stamp = Stamp.of(file);
        try {
            if (stamp.equals(Stamp.ABSENT)) {
                return new Content(stamp, null, "there is no such file");
            }
            if (stamp.size() > LARGEST) {
                return new Content(stamp, null, "is larger than " + LARGEST + " bytes");
            }
            return new Content(stamp, Files.readString(file), "");
        } catch (CharacterCodingException e) {
            return new Content(stamp, null, "is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            return new Content(
                    stamp, null, "cannot be read (" + e.getClass().getSimpleName() + "); check its permissions");
        }
    }

    /**
     * A file at one time.
     *
     * @param text {@code null} if it could not be read
     * @param problem why not; else empty
     */
    record Content(Stamp stamp, @Nullable String text, String problem) {}

    /**
     * What differs after a file was written.
     *
     * @param key tells a file from another one of the same name; {@code null} where the file system has no such thing
     */
    record Stamp(long size, FileTime modified, @Nullable Object key) {

        static final Stamp ABSENT = new Stamp(-1, FileTime.fromMillis(0), null);

        static Stamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return attributes.isRegularFile()
                        ? new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey())
                        : ABSENT;
            } catch (IOException e) {
                return ABSENT;
            }
        }
    }
}
