package io.atoll.spi.example;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.util.List;

@ResyncKinds(kinds = "issue")
public final class IssueResync implements ResyncProvider {

    private final IssueApi api;

    public IssueResync(IssueApi api) {
        this.api = api;
    }

    // @start region="resume"
    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        String last = sink.resumeAt().orElse("");
        for (List<JsonNode> issues = api.after(last); !issues.isEmpty(); issues = api.after(last)) {
            last = issues.getLast().path("id").asText();
            sink.emit(issues, last);
        }
    }
    // @end

    /** The third party of the example: the issues after one, in the order of their ids; documented to be empty after the last. */
    @FunctionalInterface
    public interface IssueApi {
        List<JsonNode> after(String id) throws IntegrationException, InterruptedException;
    }
}
