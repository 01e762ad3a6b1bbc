package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.RecordSink;
import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads the kind {@code tag}: light and annotated tags with what they mark. */
final class Tags implements KindReader {

    private final Repos repos;
    private final Glob names;

    Tags(RefSelector selector) {
        this.repos = Repos.of(selector.repos());
        this.names = selector.names();
    }

    @Override
    public Repos repos() {
        return repos;
    }

    @Override
    public void read(OpenRepository repository, RecordSink part) throws IOException, InterruptedException {
        var pages = new Pages(part);
        for (Ref ref : repository.tags()) {
            String name = Repository.shortenRefName(ref.getName());
            if (!names.matches(name)) {
                continue;
            }
            ObjectNode record = repository
                    .newRecord(name, name)
                    .put("ref", ref.getName())
                    .put("url", repository.links().tree(name));
            try (var walk = new RevWalk(repository.git())) {
                describe(repository, walk, ref, record);
            } catch (IOException e) {
                part.unreadable(
                        record, "what it marks, " + ref.getObjectId() + ", cannot be read: " + Failures.reason(e));
                continue;
            }
            pages.add(record);
        }
        pages.flush();
    }

    private static void describe(OpenRepository repository, RevWalk walk, Ref ref, ObjectNode record)
            throws IOException {
        RevObject object = walk.parseAny(ref.getObjectId());
        RevObject target = walk.peel(object);
        record.put("annotated", object instanceof RevTag)
                .putNull("message")
                .putNull("tagger")
                .put("sha", target.name())
                .put("targetType", Constants.typeString(target.getType()))
                .putNull("commit");
        if (object instanceof RevTag tag) {
            walk.parseBody(tag);
            record.put("message", tag.getFullMessage().strip());
            if (tag.getTaggerIdent() != null) {
                record.set(
                        "tagger",
                        repository.mailmap().person(tag.getTaggerIdent()).toJson(repository.name()));
            }
        }
        if (target instanceof RevCommit commit) {
            walk.parseBody(commit);
            record.set("commit", repository.brief(commit));
        }
    }
}
