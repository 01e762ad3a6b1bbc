package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.RecordSink;
import io.atoll.spi.event.Change;
import java.util.ArrayList;
import java.util.List;

/** Reads the kind {@code release}: the versions of every project, each project a partition. */
final class Versions implements KindReader, LiveKind {

    private static final Kind KIND = new Kind("release");
    private static final String PROJECT = "__projectKey";

    private final Http http;

    Versions(Http http) {
        this.http = http;
    }

    /** The selector, which has no keys of its own. */
    record Selector() {}

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        Projects.each(http, sink, (project, part) -> {
            String key = Projects.key(project);
            http.read(
                    Call.get("rest/api/3/project/{key}/version", key).items("/values"),
                    Projects.PAGES,
                    Enrichment.put(PROJECT, version -> TextNode.valueOf(key)),
                    part);
        });
    }

    /** A version that was merged into another one is gone, and the other one may look different now. */
    @Override
    public List<Change> changes(JiraEvent event) throws IntegrationException, InterruptedException {
        if (!event.deletes()) {
            return event.change(KIND, find(event.key()));
        }
        var changes = new ArrayList<Change>();
        String target = event.body().path("mergedTo").path("id").asText("");
        if (!target.isEmpty() && find(target) instanceof ObjectNode merged) {
            changes.add(new Change.Changed(KIND, merged));
        }
        changes.add(new Change.Gone(KIND, completed(event.record())));
        return changes;
    }

    private JsonNode find(String id) throws IntegrationException, InterruptedException {
        JsonNode found = http.json(Call.get("rest/api/3/version/{id}", id).skip(404));
        return found instanceof ObjectNode version ? completed(version) : found;
    }

    private ObjectNode completed(ObjectNode version) throws IntegrationException, InterruptedException {
        String project = version.path("projectId").asText("");
        JsonNode found = project.isEmpty()
                ? version.path("project")
                : http.json(Call.get("rest/api/3/project/{id}", project).skip(404));
        ObjectNode completed = version.deepCopy();
        return completed.put(PROJECT, found.path("key").textValue());
    }
}
