package io.atoll.catalog.internal.integration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.Transaction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps the logs and the metrics of the resyncs of installations, the newest of them, within one transaction. */
public final class Activity {

    /** The kind of the log lines; their subject is the integration. */
    public static final String LOG = "integration-log";

    /** The kind of the metrics; named integration, resync and kind, separated by newlines. */
    public static final String METRIC = "sync-metric";

    /** The kind of what is known of a resync as a whole; named integration and resync. */
    public static final String SYNC = "sync";

    private static final int MOST_LINES = 10_000;
    private static final int MOST_SYNCS = 50;
    private static final String RUNTIME = "__runtime__";

    private final Transaction transaction;
    private final Instant now;

    public Activity(Transaction transaction, Instant now) {
        this.transaction = transaction;
        this.now = now;
    }

    /** Adds lines to the log of an integration. */
    public void log(String integration, List<ObjectNode> lines) {
        transaction.addEntries(LOG, integration, lines, MOST_LINES);
    }

    /** Keeps the newest metrics of some kinds of a resync. */
    public void measure(String integration, List<ObjectNode> kinds) {
        for (var metrics : kinds) {
            var resync = metrics.path("eventId").asText();
            var kind = metrics.path("kindIdentifier").asText();
            transaction.putDocument(METRIC, integration + "\n" + resync + "\n" + kind, metrics);
            enter(
                    integration,
                    resync,
                    kind.equals(RUNTIME) ? Optional.of(metrics.path("syncState").asText()) : Optional.empty());
        }
        forgetOldest(integration);
    }

    /** Forgets everything about an integration. */
    public void forget(String integration) {
        transaction.deleteEntries(LOG, integration);
        for (var kind : List.of(METRIC, SYNC)) {
            transaction
                    .documents(kind, integration + "\n")
                    .keySet()
                    .forEach(name -> transaction.deleteDocument(kind, name));
        }
    }

    private void enter(String integration, String resync, Optional<String> state) {
        var name = integration + "\n" + resync;
        var time = Json.time(now);
        var sync = transaction
                .document(SYNC, name)
                .orElseGet(() -> Json.object()
                        .put("eventId", resync)
                        .put("syncState", "pending")
                        .put("createdAt", time));
        state.ifPresent(text -> sync.put("syncState", text));
        transaction.putDocument(SYNC, name, sync.put("updatedAt", time));
    }

    private void forgetOldest(String integration) {
        var syncs = transaction.documents(SYNC, integration + "\n");
        syncs.entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> entry.getValue().path("createdAt").asText()))
                .limit(Math.max(0, syncs.size() - MOST_SYNCS))
                .forEach(entry -> {
                    transaction.deleteDocument(SYNC, entry.getKey());
                    transaction
                            .documents(METRIC, entry.getKey() + "\n")
                            .keySet()
                            .forEach(name -> transaction.deleteDocument(METRIC, name));
                });
    }
}
