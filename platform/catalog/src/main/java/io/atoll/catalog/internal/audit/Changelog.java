package io.atoll.catalog.internal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.auth.Access;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queues what others want to be told, in the transaction that changes it: a change and its message are both there, or neither is. */
public final class Changelog {

    /** The kind of the queue: a log of {@code {url, message}}. */
    public static final String QUEUE = "changelog";

    private static final int MOST = 10_000;

    private final Transaction transaction;
    private final Author author;

    public Changelog(Transaction transaction, Author author) {
        this.transaction = transaction;
        this.author = author;
    }

    /**
     * Queues a message if the destination is a webhook; there is no Kafka here, so for that nothing is queued.
     *
     * @param destination {@code {type, url}}, or anything else for nobody
     * @param context what was changed, by kind
     */
    public void tell(
            JsonNode destination,
            String resource,
            String action,
            ObjectNode context,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after) {
        var url = Json.text(destination, "url");
        if (url == null || !destination.path("type").asText().equals("WEBHOOK")) {
            return;
        }
        var message = Json.object().put("action", action).put("resourceType", resource);
        var trigger = message.put("status", "SUCCESS").putObject("trigger");
        trigger.putObject("by").put("orgId", Access.ORGANIZATION).put("userId", author.client());
        trigger.put("at", Json.time(author.now())).put("origin", author.origin());
        message.set("context", context);
        var diff = message.putObject("diff");
        diff.set("before", before);
        diff.set("after", after);
        message.set("changelogDestination", destination);
        var entry = Json.object().put("url", url);
        entry.set("message", message);
        transaction.addEntries(QUEUE, "", List.of(entry), MOST);
    }
}
