package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.RecordSink;
import java.io.IOException;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads the kind {@code branch}: the branches of the repository itself with their newest commits. */
final class Branches implements KindReader {

    private final Repos repos;
    private final Glob names;

    Branches(RefSelector selector) {
        this.repos = Repos.of(selector.repos());
        this.names = selector.names();
    }

    @Override
    public Repos repos() {
        return repos;
    }

    @Override
    public void read(OpenRepository repository, RecordSink part) throws IOException, InterruptedException {
        String defaultBranch = repository.defaultBranch();
        var pages = new Pages(part);
        for (Ref ref : repository.branches()) {
            String name = Repository.shortenRefName(ref.getName());
            if (!names.matches(name)) {
                continue;
            }
            ObjectNode record = repository
                    .newRecord(name, name)
                    .put("ref", ref.getName())
                    .put("isDefault", name.equals(defaultBranch))
                    .put("url", repository.links().tree(name));
            try (var walk = new RevWalk(repository.git())) {
                record.set("commit", repository.brief(walk.parseCommit(ref.getObjectId())));
            } catch (IOException e) {
                part.unreadable(record, "its commit " + ref.getObjectId() + " cannot be read: " + Failures.reason(e));
                continue;
            }
            pages.add(record);
        }
        pages.flush();
    }
}
