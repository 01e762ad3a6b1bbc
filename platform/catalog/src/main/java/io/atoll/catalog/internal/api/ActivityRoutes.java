package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.integration.Activity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Entry;
import io.atoll.catalog.internal.store.View;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /v1/integration/{integration}/…}: the logs and metrics that an installation has sent. */
final class ActivityRoutes implements Routes {

    private static final int LINES = 100;
    private static final int MOST_LINES = 300;
    private static final int PAGE = 500;
    private static final Duration REMEMBERED = Duration.ofDays(4);

    private final CatalogStore store;
    private final Clock clock;

    ActivityRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.get(
                        "/v1/integration/{integration}/logs",
                        Operation.of("List the newest log lines of an integration")
                                .query(
                                        Query.number("limit", "At most so many lines; 100 if absent", 0, MOST_LINES),
                                        Query.number("log_id", "The line to start from", 0, Integer.MAX_VALUE),
                                        Query.text(
                                                "direction",
                                                "down for lines newer than that one, otherwise older ones"),
                                        Query.texts("level", "Only these levels"),
                                        Query.text("eventId", "Only lines of this resync"),
                                        Query.time("timestamp", "Only lines up to this time; with down, from it on"))
                                .answers(
                                        200,
                                        "The lines, the newest first",
                                        Schema.with(
                                                Schema.answer("data", Schema.list("LogLine")),
                                                "logs",
                                                Schema.list("LogLine")))
                                .by(this::logs))
                .get(
                        "/v1/integration/{integration}/syncMetrics",
                        Operation.of("List the metrics of resyncs, by kind")
                                .query(Query.text("resyncId", "Only those of this resync"))
                                .answers(200, "The metrics", counted("KindMetrics"))
                                .by(this::metrics))
                .get(
                        "/v1/integration/{integration}/syncsMetadata",
                        Operation.of("List the resyncs of the last 4 days")
                                .answers(200, "The resyncs, the newest first", counted("Sync"))
                                .by(this::syncs));
    }

    private static ObjectNode counted(String schema) {
        return Schema.with(Schema.answer("data", Schema.list(schema)), "count", Schema.whole());
    }

    /** The newest lines; with a line to start from, those above it (older) or below it (newer), always the newest first. */
    private Answer logs(Call call) {
        var limit = Parameters.number(call, "limit", 0, MOST_LINES, LINES);
        var start = Parameters.number(call, "log_id", 0, Integer.MAX_VALUE, 0);
        var down = call.query("direction").filter("down"::equals).isPresent();
        var levels = new TreeSet<>(call.list("level"));
        var at = Parameters.time(call, "timestamp");
        var lines = store.read(view -> down
                ? newer(view, call, start, limit, levels, at)
                : older(view, call, start == 0 ? Long.MAX_VALUE : start, limit, levels, at));
        var data = Json.array().addAll(lines);
        return new Answer.Document(
                200, Json.object().put("ok", true).<ObjectNode>set("data", data).set("logs", data));
    }

    private static List<ObjectNode> older(
            View view, Call call, long start, int limit, Set<String> levels, @Nullable Instant at) {
        var lines = new ArrayList<ObjectNode>();
        var seq = start;
        var page = view.entriesBefore(Activity.LOG, call.path("integration"), seq, PAGE);
        while (!page.isEmpty() && lines.size() < limit) {
            page.stream()
                    .filter(line -> wanted(call, line, levels)
                            && (at == null || !time(line).isAfter(at)))
                    .limit(limit - (long) lines.size())
                    .forEach(line -> lines.add(shown(line)));
            seq = page.get(page.size() - 1).seq();
            page = view.entriesBefore(Activity.LOG, call.path("integration"), seq, PAGE);
        }
        return lines;
    }

    private static List<ObjectNode> newer(
            View view, Call call, long start, int limit, Set<String> levels, @Nullable Instant at) {
        var lines = new ArrayList<ObjectNode>();
        var seq = start;
        var page = view.entriesAfter(Activity.LOG, call.path("integration"), seq, PAGE);
        while (!page.isEmpty() && lines.size() < limit) {
            page.stream()
                    .filter(line -> wanted(call, line, levels)
                            && (at == null || !time(line).isBefore(at)))
                    .limit(limit - (long) lines.size())
                    .forEach(line -> lines.add(shown(line)));
            seq = page.get(page.size() - 1).seq();
            page = view.entriesAfter(Activity.LOG, call.path("integration"), seq, PAGE);
        }
        return lines.reversed();
    }

    private static boolean wanted(Call call, Entry line, Set<String> levels) {
        var event = call.query("eventId");
        var document = line.document();
        return (levels.isEmpty() || levels.contains(document.path("level").asText()))
                && (event.isEmpty()
                        || event.get()
                                .equals(document.path("extra").path("event_id").asText())
                        || event.get().equals(document.path("eventId").asText()));
    }

    /** The time of a line; one without a time counts as the first of all. */
    private static Instant time(Entry line) {
        return Parameters.instant(line.document().path("timestamp").asText()).orElse(Instant.MIN);
    }

    private static ObjectNode shown(Entry line) {
        return line.document().deepCopy().put("_id", String.valueOf(line.seq()));
    }

    private Answer metrics(Call call) {
        var prefix = call.path("integration") + "\n"
                + call.query("resyncId").map(resync -> resync + "\n").orElse("");
        return counted(List.copyOf(
                store.read(view -> view.documents(Activity.METRIC, prefix)).values()));
    }

    private Answer syncs(Call call) {
        var oldest = Json.time(clock.instant().minus(REMEMBERED));
        Comparator<ObjectNode> byTime =
                Comparator.comparing(sync -> sync.path("createdAt").asText());
        return counted(
                store.read(view -> view.documents(Activity.SYNC, call.path("integration") + "\n")).values().stream()
                        .filter(sync -> sync.path("createdAt").asText().compareTo(oldest) >= 0)
                        .sorted(byTime.reversed())
                        .toList());
    }

    private static Answer counted(List<ObjectNode> data) {
        var body = Json.object().put("ok", true).put("count", data.size());
        body.putArray("data").addAll(data);
        return new Answer.Document(200, body);
    }
}
