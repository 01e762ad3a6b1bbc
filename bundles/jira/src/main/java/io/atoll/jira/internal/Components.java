package io.atoll.jira.internal;

import io.atoll.kit.http.Call;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the kind {@code component}: the components of every project, each project a partition. */
final class Components implements KindReader {

    private static final List<String> SOURCES = List.of("jira", "compass", "auto");

    private final Http http;
    private final Selector selector;

    Components(Http http, Selector selector) {
        this.http = http;
        this.selector = selector;
    }

    /**
     * The selector.
     *
     * @param componentSource {@code jira}, {@code compass} or {@code auto} for both; {@code jira} if absent
     * @param nameFilter how name or description begin; any if absent
     */
    record Selector(
            @Nullable String componentSource, @Nullable String nameFilter) {

        Selector {
            if (componentSource != null) {
                Choice.one("componentSource", componentSource, SOURCES);
            }
        }

        private String source() {
            return componentSource == null ? "jira" : componentSource;
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        Projects.each(
                http,
                sink,
                (project, part) -> http.read(
                        Call.get("rest/api/3/project/{key}/component", Projects.key(project))
                                .query("componentSource", selector.source())
                                .query("query", selector.nameFilter())
                                .items("/values"),
                        Projects.PAGES,
                        Enrichment.put("__project", component -> project),
                        part));
    }
}
