package io.atoll.git.internal;

import java.io.IOException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Reads the contents of files up to a size. */
final class BlobReader implements AutoCloseable {

    private final ObjectReader reader;
    private final int maxBytes;

    BlobReader(Repository repository, int maxBytes) {
        this.reader = repository.newObjectReader();
        this.maxBytes = maxBytes;
    }

    /** How many bytes a file may have to be read. */
    int maxBytes() {
        return maxBytes;
    }

    /** How many bytes a file has. */
    long size(AnyObjectId blob) throws IOException {
        return reader.getObjectSize(blob, Constants.OBJ_BLOB);
    }

    /** The bytes of a file, which must not have more than {@link #maxBytes()}. */
    byte[] bytes(AnyObjectId blob) throws IOException {
        return reader.open(blob, Constants.OBJ_BLOB).getCachedBytes(maxBytes);
    }

    /** The bytes of the file at a path; {@code null} if there is no file, or it is too large. */
    byte @Nullable [] at(RevTree tree, String path) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
            if (walk == null || !isFile(walk.getFileMode())) {
                return null;
            }
            return size(walk.getObjectId(0)) > maxBytes ? null : bytes(walk.getObjectId(0));
        }
    }

    /** Whether an entry of a tree is a file; symbolic links and submodules are none. */
    static boolean isFile(FileMode mode) {
        return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
    }

    @Override
    public void close() {
        reader.close();
    }
}
