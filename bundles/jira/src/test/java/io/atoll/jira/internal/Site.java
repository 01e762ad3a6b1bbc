package io.atoll.jira.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.tck.KindRequest;
import io.atoll.tck.LocalClients;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Request;
import io.atoll.tck.ThirdParty;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A site of Jira with something of everything, and an instance that reads it. */
final class Site implements AutoCloseable {

    static final Path ROUTES = Path.of("src/test/resources/io/atoll/jira/internal/routes.json");
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final ThirdParty jira;
    final LocalClients clients = LocalClients.hasty();

    private Site(ThirdParty jira) {
        this.jira = jira;
    }

    static Site start() {
        return new Site(ThirdParty.start(ROUTES));
    }

    JiraSite site(Map<String, ?> more) {
        var atlassian = new JiraSite.Atlassian(jira.address(), jira.address() + "/oauth/token");
        return new JiraSite(Configurations.at(jira.address(), more), atlassian, clients);
    }

    JiraResync resync(Map<String, ?> more) {
        return new JiraResync(site(more), InstantSource.fixed(NOW));
    }

    /** Reads a kind whole. */
    RecordedSink read(KindRequest asked) throws IntegrationException, InterruptedException {
        var sink = new RecordedSink();
        resync(Map.of()).resync(asked, sink);
        return sink;
    }

    /** What was asked, besides who is asking, with the body. */
    List<String> asked() {
        return jira.requests().stream()
                .filter(request -> !request.path().endsWith("/myself"))
                .map(Site::told)
                .toList();
    }

    private static String told(Request request) {
        return request + (request.body().isEmpty() ? "" : " " + request.body());
    }

    @Override
    public void close() {
        clients.close();
        jira.close();
    }
}
