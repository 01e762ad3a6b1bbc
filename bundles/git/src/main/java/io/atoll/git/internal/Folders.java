package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.RecordSink;
import java.io.IOException;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads the kind {@code folder}: folders of the commit that is checked out. */
final class Folders implements KindReader {

    private final PathRules selector;

    Folders(PathRules selector) {
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
        String branch = repository.defaultBranch();
        var course = new TreeCourse(part, tree);
        var pages = new Pages(part);
        try (var walk = new TreeWalk(repository.git())) {
            walk.addTree(tree);
            while (walk.next()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!walk.isSubtree()) {
                    continue;
                }
                String path = walk.getPathString();
                if (course.isAhead(path) && rules.ruleFor(path).isPresent()) {
                    ObjectNode record = repository
                            .newRecord(path, walk.getNameString())
                            .put("path", path)
                            .put("branch", branch)
                            .put("sha", walk.getObjectId(0).name())
                            .put("url", repository.links().file(branch == null ? "HEAD" : branch, path));
                    pages.add(record, 0, course.after(path));
                }
                if (rules.leadBelow(path)) {
                    walk.enterSubtree();
                }
            }
        }
        course.requireGoneOn();
        pages.flush();
    }
}
