package io.atoll.deploy.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The deploy folder, look by look. Used by one thread.
 *
 * <p>Only names ending in {@code .jar} count, and of these not the hidden ones; so the usual names of unfinished files
 * ({@code x.jar.part}, {@code x.jar~}, {@code .x.jar.swp}) do not.
 */
final class Folder {

    private final Path path;
    private Map<String, Fingerprint> before = Map.of();

    Folder(Path path) {
        this.path = path;
    }

    /**
     * One file of the folder.
     *
     * @param stable whether it looks as it did at the look before
     */
    record Sighting(Fingerprint fingerprint, boolean stable) {}

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Makes the folder if there is none. */
    void create() throws IOException {
        Files.createDirectories(path);
    }

    /**
     * Looks at every file.
     *
     * @return by name, in their order
     * @throws IOException if the folder could not be read whole; nothing is known then
     */
    SortedMap<String, Sighting> look() throws IOException {
        SortedMap<String, Sighting> sightings = new TreeMap<>();
        Map<String, Fingerprint> now = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, Folder::counts)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Fingerprint.of(file).ifPresent(fingerprint -> {
                    now.put(name, fingerprint);
                    sightings.put(name, new Sighting(fingerprint, fingerprint.equals(before.get(name))));
                });
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (!Files.isDirectory(path)) { // gone meanwhile, and with it what lay there: nobody deleted that
            throw new NoSuchFileException(path.toString());
        }
        before = now;
        return sightings;
    }

    private static boolean counts(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".") && !name.startsWith("~");
    }
}
