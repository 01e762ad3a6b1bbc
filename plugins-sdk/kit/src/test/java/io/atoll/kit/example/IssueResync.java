package io.atoll.kit.example;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.Fanout;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

@Component(configurationPid = "io.acme.atoll", configurationPolicy = ConfigurationPolicy.REQUIRE)
@ResyncKinds(kinds = "issue")
public final class IssueResync implements ResyncProvider {

    private static final Paging CURSORS = Paging.cursor("cursor", "/next");

    private final Http http;

    @Activate
    public IssueResync(@Reference Acme acme) {
        this.http = acme.http();
    }

    // @start region="fanout"
    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        Call projects = Call.get("projects").items("/projects");
        http.pages(
                projects,
                ProjectResync.PAGES,
                page -> Fanout.partitions(sink, page.items(), IssueResync::key, 4, (project, part) -> {
                    Call issues =
                            Call.get("projects/{key}/issues", key(project)).items("/issues");
                    http.read(issues.skip(404), CURSORS, part);
                }));
    }

    private static String key(JsonNode project) {
        return project.path("key").asText();
    }
    // @end
}
