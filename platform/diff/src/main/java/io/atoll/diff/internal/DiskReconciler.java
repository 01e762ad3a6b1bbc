package io.atoll.diff.internal;

import io.atoll.pipeline.Reconciler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Compares by files, so that memory does not grow with the number of entities.
 *
 * <p>They stand in {@code diff} of the data folder, in a folder for each comparison that is not small. They are deleted when their comparison is closed,
 * and those of a process that was killed when this service comes up.
 */
@Component
public final class DiskReconciler implements Reconciler {

    private static final String PREFIX = "run-";

    private final Path folder;
    private final Set<DiskReconciliation> open = ConcurrentHashMap.newKeySet();

    /** Makes the folder and deletes what an earlier process left in it. */
    @Activate
    public DiskReconciler(BundleContext context) {
        this(dataFolder(context.getProperty("atoll.data")).resolve("diff"));
    }

    DiskReconciler(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, PREFIX + "*")) {
                for (Path leftover : leftovers) {
                    delete(leftover);
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static void delete(Path leftover) throws IOException {
        if (Files.isDirectory(leftover, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(leftover)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
        Files.delete(leftover);
    }

    private static Path dataFolder(@Nullable String property) {
        if (property == null) {
            throw new IllegalStateException("the framework property atoll.data is not set; it names the data folder");
        }
        return Path.of(property);
    }

    @Override
    public Reconciliation begin(boolean differences) {
        DiskReconciliation reconciliation = new DiskReconciliation(new Workplace(this::own), differences, open::remove);
        open.add(reconciliation);
        return reconciliation;
    }

    /** Makes a folder for one comparison. */
    private Path own() {
        try {
            return Files.createTempDirectory(folder, PREFIX);
        } catch (IOException e) {
            throw new ComparisonFailure(String.valueOf(unusable(e).getMessage()), e);
        }
    }

    /** Closes the comparisons that are still open. */
    @Deactivate
    void close() {
        open.forEach(DiskReconciliation::close);
    }

    private UncheckedIOException unusable(IOException cause) {
        return new UncheckedIOException(
                "cannot work in " + folder + ": make it a folder that this process can write to", cause);
    }
}
