package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.RecordSink;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.revwalk.RevTree;
import org.jspecify.annotations.Nullable;

/** Reads the kind {@code repository}: one record for each, with the texts of chosen files. */
final class Repositories implements KindReader {

    private final Repos repos;
    private final List<String> includedFiles;

    Repositories(Selector selector) {
        this.repos = Repos.of(selector.repos());
        this.includedFiles = selector.includedFiles();
    }

    @Override
    public Repos repos() {
        return repos;
    }

    @Override
    public void read(OpenRepository repository, RecordSink part) throws IOException, InterruptedException {
        ObjectNode record = repository.record().deepCopy();
        ObjectNode files = record.putObject("__includedFiles");
        RevTree tree = repository.tree();
        for (String path : includedFiles) {
            byte[] bytes = tree == null ? null : repository.blobs().at(tree, path);
            files.put(path, bytes == null ? null : Content.text(bytes));
        }
        part.emit(List.of(record));
    }

    /**
     * The selector.
     *
     * @param repos which repositories; all if empty
     * @param includedFiles paths of files whose texts the record shall carry
     */
    record Selector(@Nullable List<String> repos, List<String> includedFiles) {

        Selector {
            includedFiles = includedFiles == null ? List.of() : List.copyOf(includedFiles);
            for (String path : includedFiles) {
                if (path.isBlank() || path.startsWith("/") || path.endsWith("/")) {
                    throw new IllegalArgumentException("includedFiles: '" + path
                            + "' is no path from the top of the repository, such as docs/README.md");
                }
            }
        }
    }
}
