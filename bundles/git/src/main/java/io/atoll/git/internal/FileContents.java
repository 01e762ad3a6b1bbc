package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.RecordSink;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads the kind {@code file}: files of the commit that is checked out, with their contents. */
final class FileContents implements KindReader {

    private final PathRules selector;

    FileContents(PathRules selector) {
        this.selector = selector;
    }

    @Override
    public Repos repos() {
        return selector.repos();
    }

    @Override
    public void read(OpenRepository repository, RecordSink part) throws IOException, InterruptedException {
        RevTree tree = repository.tree();
        if (tree == null) {
            return;
        }
        PathRules rules = selector.in(repository.name());
        var course = new TreeCourse(part, tree);
        var pages = new Pages(part);
        try (var walk = new TreeWalk(repository.git())) {
            walk.addTree(tree);
            while (walk.next()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                String path = walk.getPathString();
                if (walk.isSubtree()) {
                    if (rules.leadBelow(path)) {
                        walk.enterSubtree();
                    }
                } else if (BlobReader.isFile(walk.getFileMode()) && course.isAhead(path)) {
                    Optional<PathRules.Rule> rule = rules.ruleFor(path);
                    if (rule.isPresent()) {
                        add(repository, part, pages, course, walk, rule.get().parse());
                    }
                }
            }
        }
        course.requireGoneOn();
        pages.flush();
    }

    private static void add(
            OpenRepository repository, RecordSink part, Pages pages, TreeCourse course, TreeWalk walk, boolean parse)
            throws IOException, InterruptedException {
        String path = walk.getPathString();
        ObjectId blob = walk.getObjectId(0);
        String branch = repository.defaultBranch();
        String url = repository.links().file(branch == null ? "HEAD" : branch, path);
        ObjectNode record = repository
                .newRecord(path, walk.getNameString())
                .put("path", path)
                .put("branch", branch)
                .put("url", url);
        ObjectNode metadata = record.putObject("metadata")
                .put("path", path)
                .put("sha", blob.name())
                .put("url", url);
        long size;
        Content content;
        try {
            size = repository.blobs().size(blob);
            content = size > repository.blobs().maxBytes()
                    ? Content.omitted("the file has " + size + " bytes, more than maxFileBytes allows ("
                            + repository.blobs().maxBytes() + ")")
                    : Content.of(path, repository.blobs().bytes(blob), parse);
        } catch (IOException e) {
            part.unreadable(record, "its content " + blob.name() + " cannot be read: " + Failures.reason(e));
            return;
        }
        metadata.put("size", size);
        content.putInto(record);
        pages.add(record, content.weight(), course.after(path));
    }
}
