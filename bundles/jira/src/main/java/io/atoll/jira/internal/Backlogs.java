package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the kind {@code backlog}: the issues in the backlog of every board that has one. */
final class Backlogs implements KindReader {

    private static final Paging TOKENS = Paging.cursor("nextPageToken", "/nextPageToken")
            .size("maxResults", 50)
            .last("/isLast");
    private static final Paging OFFSETS = Projects.PAGES;

    private final Http http;
    private final Selector selector;
    private final UnaryOperator<Jql> narrowing;

    /**
     * Reads the backlogs of all boards.
     *
     * @param narrowing what an incremental run makes of a query
     */
    Backlogs(Http http, Selector selector, UnaryOperator<Jql> narrowing) {
        this.http = http;
        this.selector = selector;
        this.narrowing = narrowing;
    }

    /**
     * The selector.
     *
     * @param jql which issues; the unfinished and the lately updated ones if absent, all if JSON null
     * @param fields which fields of an issue; all if absent
     * @param useSoftwareApi whether the newer of two addresses is used, which it is if absent
     */
    record Selector(
            @Nullable JsonNode jql,
            @Nullable List<String> fields,
            @Nullable Boolean useSoftwareApi) {

        private static final String USUAL = "updated >= -1w OR statusCategory != Done";

        Selector {
            Choice.text("jql", jql, USUAL);
        }

        private Jql query() {
            return new Jql(Choice.text("jql", jql, USUAL).orElse(""));
        }

        private @Nullable String names() {
            return fields == null || fields.isEmpty() ? null : String.join(",", fields);
        }

        private boolean software() {
            return useSoftwareApi == null || useSoftwareApi;
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        String query = Optional.of(narrowing.apply(selector.query()).text())
                .filter(text -> !text.isEmpty())
                .orElse(null);
        String path =
                selector.software() ? "rest/software/1.0/board/{id}/backlog" : "rest/agile/1.0/board/{id}/backlog";
        Boards.each(
                http,
                sink,
                board -> http.read(
                        Call.get(path, board)
                                .query("jql", query)
                                .query("fields", selector.names())
                                .items("/issues")
                                .skip(400, "Backlogs are not supported on this board"),
                        selector.software() ? TOKENS : OFFSETS,
                        Enrichment.put("__boardId", issue -> LongNode.valueOf(board)),
                        sink));
    }
}
