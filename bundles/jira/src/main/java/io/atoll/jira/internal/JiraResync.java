package io.atoll.jira.internal;

import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Reads all kinds of Jira. */
@Integration(type = "jira", pid = JiraConfiguration.PID, title = "Jira")
@Component(configurationPid = JiraConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = JiraConfiguration.class, factory = true)
@ResyncKinds(
        kinds = {
            "project",
            "issue",
            "user",
            "team",
            "release",
            "board",
            "sprint",
            "backlog",
            "epic",
            "worklog",
            "component"
        },
        incremental = {"issue", "backlog", "worklog"})
public final class JiraResync implements ResyncProvider {

    private final JiraSite site;
    private final Kinds kinds;

    /** Reads the site of an instance. */
    @Activate
    public JiraResync(@Reference JiraSite site) {
        this(site, InstantSource.system());
    }

    JiraResync(JiraSite site, InstantSource clock) {
        this.site = site;
        this.kinds = new Kinds(site, clock);
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        kinds.reader(request).read(sink);
        site.requireUser();
    }
}
