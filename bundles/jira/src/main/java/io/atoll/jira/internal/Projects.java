package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.Fanout;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.RecordSink;
import io.atoll.spi.event.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the kind {@code project}. */
final class Projects implements KindReader, LiveKind {

    /** The lists of the platform's API. */
    static final Paging PAGES =
            Paging.offset("startAt").size("maxResults", 50).total("/total").last("/isLast");

    private static final Kind KIND = new Kind("project");
    private static final Call SEARCH = Call.get("rest/api/3/project/search").items("/values");
    private static final int WIDTH = 8;

    private final Http http;
    private final Selector selector;

    Projects(Http http, Selector selector) {
        this.http = http;
        this.selector = selector;
    }

    /**
     * The selector.
     *
     * @param expand what else is told of a project, between commas; {@code insight} if absent
     */
    record Selector(@Nullable String expand) {

        private String expansion() {
            return expand == null ? "insight" : expand;
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        http.read(SEARCH.query("expand", selector.expansion()), PAGES, sink);
    }

    /** It is found by the same list as in a resync, so it looks the same, and one that was archived or deleted is gone. */
    @Override
    public List<Change> changes(JiraEvent event) throws IntegrationException, InterruptedException {
        if (event.deletes()) {
            return event.gone(KIND);
        }
        JsonNode found = http.json(SEARCH.query("id", event.key())
                .query("expand", selector.expansion())
                .skip(404));
        return event.change(KIND, found.path("values").path(0));
    }

    /** Reads something of every project as a partition, some of them at once. */
    static void each(Http http, RecordSink sink, Fanout.PartReader<JsonNode> reader)
            throws IntegrationException, InterruptedException {
        http.pages(SEARCH, PAGES, page -> {
            for (JsonNode project : page.items()) {
                key(project);
            }
            Fanout.partitions(sink, page.items(), project -> project.path("key").asText(), WIDTH, reader);
        });
    }

    /**
     * The key of a project.
     *
     * @throws Unexpected if it has none
     */
    static String key(JsonNode project) throws Unexpected {
        String key = project.path("key").asText("");
        if (key.isEmpty()) {
            throw new Unexpected("Jira lists a project without a key, id "
                    + project.path("id").asText("unknown"));
        }
        return key;
    }
}
