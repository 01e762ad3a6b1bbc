package io.atoll.kit.example;

import io.atoll.kit.http.Call;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

@Component(configurationPid = "io.acme.atoll", configurationPolicy = ConfigurationPolicy.REQUIRE)
@ResyncKinds(kinds = "project")
public final class ProjectResync implements ResyncProvider {

    // @start region="paging"
    static final Paging PAGES = Paging.page("page").size("limit", 50).total("/total");
    // @end

    private final Acme acme;

    @Activate
    public ProjectResync(@Reference Acme acme) {
        this.acme = acme;
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        // @start region="call"
        var selector = request.selector(ProjectSelector.class);
        Call projects = Call.get("projects").query(selector).items("/projects");
        // @end
        // @start region="enrichment"
        Enrichment owner = Enrichment.put(
                "__owner", 4, project -> acme.user(project.path("ownerId").asText()));
        acme.http().read(projects, PAGES, owner, sink);
        // @end
    }

    // @start region="selector"
    public record ProjectSelector(List<String> states) {}
    // @end
}
