package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Inbox.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A live event that could not be handled, as {@code atoll:deadletters -o json} prints it.
 *
 * @param event its number
 * @param integration {@code type~instance}
 * @param path below the integration's own
 * @param delivery the third party's own id; null if it gave none
 * @param receivedAt when it arrived
 * @param attempts how often it was tried
 * @param reason why it could not be handled
 * @param size of its body in bytes
 * @param headers that were kept; null in a list
 * @param body as text; null in a list
 */
record EventView(
        long event,
        String integration,
        String path,
        @Nullable String delivery,
        String receivedAt,
        int attempts,
        String reason,
        long size,
        @Nullable Map<String, List<String>> headers,
        @Nullable String body) {

    static EventView of(Event event, boolean whole) {
        Delivery delivery = event.delivery();
        return new EventView(
                event.number(),
                delivery.lane().integration().toString(),
                delivery.lane().path(),
                delivery.id(),
                delivery.receivedAt().toString(),
                event.attempts(),
                event.reason(),
                event.size(),
                whole ? new TreeMap<>(delivery.headers()) : null,
                whole ? new String(delivery.body(), StandardCharsets.UTF_8) : null);
    }

    static String text(List<EventView> events, OptionalInt width) {
        if (events.isEmpty()) {
            return "there is no dead event\n";
        }
        Table table = new Table("EVENT", "INTEGRATION", "PATH", "RECEIVED", "ATTEMPTS", "BYTES", "REASON");
        events.forEach(each -> table.row(
                each.event, each.integration, each.path, each.receivedAt, each.attempts, each.size, each.reason));
        return table.text(width);
    }

    /** All that is known of it. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "event", Long.toString(event));
        line(text, "integration", integration + path);
        line(text, "delivery", delivery == null ? "-" : delivery);
        line(text, "received", receivedAt);
        line(text, "attempts", Integer.toString(attempts));
        line(text, "reason", reason);
        if (headers != null) {
            headers.forEach((name, values) -> line(text, name, String.join(", ", values)));
        }
        return text.append('\n')
                .append(Printable.json(body == null ? "" : body))
                .append('\n')
                .toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(Printable.line(name + ": " + value)).append('\n');
    }
}
