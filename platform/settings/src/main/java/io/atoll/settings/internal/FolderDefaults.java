package io.atoll.settings.internal;

import io.atoll.pipeline.Integrations.Defaults;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a folder brings for the first installation of an integration. */
final class FolderDefaults {

    private FolderDefaults() {}

    /**
     * Reads it.
     *
     * @throws IllegalStateException if something of it cannot be read; the message names each file, line and column
     */
    static Defaults of(Path folder) {
        var faults = new Faults();
        Defaults defaults = of(folder, faults);
        if (!faults.isEmpty()) {
            throw new IllegalStateException(faults.toString());
        }
        return defaults;
    }

    /** Reads it; what is faulty is left out. */
    static Defaults of(Path folder, Faults faults) {
        var files = new DefaultFiles(faults);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : entries) {
                files.add(folder + "/", String.valueOf(file.getFileName()), () -> Files.readAllBytes(file));
            }
        } catch (IOException e) {
            faults.add(
                    Place.whole(folder.toString()),
                    "cannot be listed (" + e.getClass().getSimpleName() + ")");
        }
        return files.read();
    }
}
