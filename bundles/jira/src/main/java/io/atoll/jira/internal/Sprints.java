package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.RecordSink;
import io.atoll.spi.event.Change;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the kind {@code sprint}: the sprints of every board that has some. */
final class Sprints implements KindReader, LiveKind {

    private static final Kind KIND = new Kind("sprint");

    private final Http http;
    private final Selector selector;

    Sprints(Http http, Selector selector) {
        this.http = http;
        this.selector = selector;
    }

    /**
     * The selector.
     *
     * @param sprintState some of {@code active}, {@code closed}, {@code future}; {@code active} if absent, all if JSON null
     */
    record Selector(@Nullable JsonNode sprintState) {

        Selector {
            states(sprintState);
        }

        private Optional<List<String>> states() {
            return states(sprintState);
        }

        private static Optional<List<String>> states(@Nullable JsonNode value) {
            return Choice.some("sprintState", value, List.of("active"), List.of("active", "closed", "future"));
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        String states = selector.states().map(all -> String.join(",", all)).orElse(null);
        Boards.each(
                http,
                sink,
                board -> http.read(
                        Call.get("rest/agile/1.0/board/{id}/sprint", board)
                                .query("state", states)
                                .items("/values")
                                .skip(400, "The board does not support sprints"),
                        Boards.PAGES,
                        sink));
    }

    @Override
    public List<Change> changes(JiraEvent event) throws IntegrationException, InterruptedException {
        if (event.deletes()) {
            return event.gone(KIND);
        }
        JsonNode found = http.json(
                Call.get("rest/agile/1.0/sprint/{id}", event.number("id")).skip(404));
        String state = found.path("state").asText();
        boolean wanted = selector.states().map(all -> all.contains(state)).orElse(true);
        return event.change(KIND, wanted ? found : found.path("none"));
    }
}
