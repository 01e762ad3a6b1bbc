package io.atoll.diff.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one comparison. It is made when the first file is wanted: a small comparison has none.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Workplace {

    private final Supplier<Path> maker;
    private @Nullable Path folder;

    /**
     * Has no folder yet.
     *
     * @param maker makes an empty one, or throws {@link io.atoll.pipeline.Reconciler.ComparisonFailure}
     */
    Workplace(Supplier<Path> maker) {
        this.maker = maker;
    }

    /** The place of a file, which is the caller's to make and to delete. */
    Path file(String name) {
        Path made = folder;
        if (made == null) {
            made = maker.get();
            folder = made;
        }
        return made.resolve(name);
    }

    /** Deletes the folder, which is empty again. */
    void delete() {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + folder + ": delete it by hand", e);
            }
        }
    }
}
