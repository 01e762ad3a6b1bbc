package io.atoll.diff.internal;

import io.atoll.pipeline.Reconciler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Compares by a file for each comparison, so that memory does not grow with the number of entities.
 *
 * <p>The files stand in {@code diff} of the data folder. They are deleted when their comparison is closed, and those of a process
 * that was killed when this service comes up.
 */
@Component
public final class DiskReconciler implements Reconciler {

    private static final String SUFFIX = ".comparison";

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
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static Path dataFolder(@Nullable String property) {
        if (property == null) {
            throw new IllegalStateException("the framework property atoll.data is not set; it names the data folder");
        }
        return Path.of(property);
    }

    @Override
    public Reconciliation begin(RelationTargets targets) {
        try {
            Path file = Files.createTempFile(folder, "run-", SUFFIX);
            DiskReconciliation reconciliation = new DiskReconciliation(file, targets, open::remove);
            open.add(reconciliation);
            return reconciliation;
        } catch (IOException e) {
            throw unusable(e);
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
