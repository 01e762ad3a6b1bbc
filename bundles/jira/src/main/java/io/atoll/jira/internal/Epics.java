package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the kind {@code epic}: the epics of every board. */
final class Epics implements KindReader {

    private static final List<String> STATUSES = List.of("incomplete", "complete");

    private final Http http;
    private final Selector selector;

    Epics(Http http, Selector selector) {
        this.http = http;
        this.selector = selector;
    }

    /**
     * The selector.
     *
     * @param status some of {@code incomplete}, {@code complete}; {@code incomplete} if absent, all if JSON null or empty
     */
    record Selector(@Nullable JsonNode status) {

        Selector {
            statuses(status);
        }

        /** Whether only finished epics, or only unfinished ones, are wanted; empty for all. */
        private Optional<Boolean> done() {
            return statuses(status).filter(all -> all.size() == 1).map(all -> all.contains("complete"));
        }

        private static Optional<List<String>> statuses(@Nullable JsonNode value) {
            return value != null && value.isArray() && value.isEmpty()
                    ? Optional.empty()
                    : Choice.some("status", value, List.of("incomplete"), STATUSES);
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        @Nullable Boolean done = selector.done().orElse(null);
        Boards.each(
                http,
                sink,
                board -> http.read(
                        Call.get("rest/agile/1.0/board/{id}/epic", board)
                                .query("done", done)
                                .items("/values"),
                        Boards.PAGES,
                        Enrichment.put("__boardId", epic -> LongNode.valueOf(board)),
                        sink));
    }
}
