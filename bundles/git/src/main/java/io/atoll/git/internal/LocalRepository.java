package io.atoll.git.internal;

import io.atoll.spi.IntegrationException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository in a folder of this machine: with a working tree, bare, or a linked worktree. */
final class LocalRepository {

    private LocalRepository() {}

    /** Whether the folder itself, not one above it, is a repository. */
    static boolean exists(Path folder) {
        return Files.isDirectory(folder) && find(folder).getGitDir() != null;
    }

    /**
     * Opens it for reading; the caller closes it.
     *
     * @throws Misconfigured if the folder does not exist or is no repository
     * @throws IOException if it could not be read
     */
    static Repository open(Path folder) throws Misconfigured, IOException {
        if (!Files.exists(folder)) {
            throw new Misconfigured("paths: " + folder
                    + " does not exist; correct the entry, or see whether the file system is mounted");
        }
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new Misconfigured("paths: " + folder + " is no folder that the platform's user may read");
        }
        FileRepositoryBuilder builder = find(folder);
        if (builder.getGitDir() == null) {
            throw new Misconfigured(
                    "paths: " + folder + " is no git repository; for the repositories below it write " + folder + "/*");
        }
        return builder.setMustExist(true).build();
    }

    private static FileRepositoryBuilder find(Path folder) {
        var builder = new FileRepositoryBuilder();
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            builder.addCeilingDirectory(parent.toFile());
        }
        return builder.findGitDir(folder.toAbsolutePath().toFile());
    }
}
