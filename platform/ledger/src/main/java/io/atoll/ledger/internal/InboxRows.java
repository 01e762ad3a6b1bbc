package io.atoll.ledger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.ledger.internal.Load.Amount;
import io.atoll.ledger.internal.sql.Row;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Inbox.Event;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.Receipt;
import io.atoll.pipeline.Inbox.State;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of the inbox. */
final class InboxRows {

    private static final String WITHOUT_BODY =
            "select id, lane, delivery, state, received_at, method, headers, size, attempts, reason, null from inbox";
    private static final String WITH_BODY =
            "select id, lane, delivery, state, received_at, method, headers, size, attempts, reason, body from inbox";

    private InboxRows() {}

    static Receipt insert(Session session, Delivery delivery) {
        var inserted = session.run(
                """
                insert into inbox (
                  lane, delivery, state, received_at, method, headers, body, size, attempts, reason, settled_at)
                values (?, ?, 'WAITING', ?, ?, ?, ?, ?, 0, '', 0) on conflict do nothing""",
                delivery.lane().toString(),
                delivery.id(),
                delivery.receivedAt().toEpochMilli(),
                delivery.method(),
                headers(delivery.headers()),
                delivery.body(),
                (long) delivery.body().length);
        return inserted == 0 ? Receipt.REPEATED : Receipt.KEPT;
    }

    static Set<Lane> open(Session session) {
        return session
                .all("select distinct lane from inbox where state in ('WAITING', 'HANDLING')", row -> lane(row.text(1)))
                .stream()
                .collect(Collectors.toSet());
    }

    static Map<String, Amount> load(Session session) {
        var amounts = new HashMap<String, Amount>();
        session.all(
                "select lane, count(*), sum(size) from inbox where state in ('WAITING', 'HANDLING') group by lane",
                row -> {
                    var integration = lane(row.text(1)).integration().toString();
                    return amounts.merge(
                            integration,
                            new Amount(row.number(2), row.number(3)),
                            (one, more) -> new Amount(one.events() + more.events(), one.bytes() + more.bytes()));
                });
        return amounts;
    }

    static Map<Lane, Map<State, Long>> counts(Session session) {
        var counts = new LinkedHashMap<Lane, Map<State, Long>>();
        session.all(
                "select lane, state, count(*) from inbox group by lane, state order by lane, state",
                row -> counts.computeIfAbsent(lane(row.text(1)), lane -> new LinkedHashMap<>())
                        .put(state(row, 2), row.number(3)));
        return counts;
    }

    static List<Event> list(Session session, State state, @Nullable IntegrationId integration, int limit) {
        var all = integration == null ? "" : integration + "/";
        return session.all(
                WITHOUT_BODY + " where state = ? and substr(lane, 1, ?) = ? order by id limit ?",
                InboxRows::event,
                state.name(),
                all.length(),
                all,
                limit);
    }

    static List<Event> find(Session session, long number) {
        return session.all(WITH_BODY + " where id = ?", InboxRows::event, number);
    }

    /** Takes the first events of a lane that wait. */
    static List<Event> take(Session session, Lane lane, int limit, long bytes) {
        var taken = new ArrayList<Event>();
        var room = new long[] {bytes};
        for (var event : session.all(
                WITHOUT_BODY + " where lane = ? and state = 'WAITING' order by id limit ?",
                InboxRows::event,
                lane.toString(),
                limit)) {
            room[0] -= event.size();
            if (room[0] < 0 && !taken.isEmpty()) {
                break;
            }
            session.run("update inbox set state = 'HANDLING' where id = ?", event.number());
            taken.addAll(find(session, event.number()));
        }
        return taken;
    }

    /** What a lost or closed reader had in its hands waits again. */
    static void giveBack(Session session, Lane lane) {
        session.run("update inbox set state = 'WAITING' where lane = ? and state = 'HANDLING'", lane.toString());
    }

    /** An event without id leaves nothing; of another one its id is remembered. */
    static void done(Session session, long number, Instant now) {
        session.run("delete from inbox where id = ? and state = 'HANDLING' and delivery is null", number);
        session.run(
                "update inbox set state = 'DONE', body = null, headers = '{}', settled_at = ? where id = ? and state = 'HANDLING'",
                now.toEpochMilli(),
                number);
    }

    static void dead(Session session, long number, int attempts, String reason, Instant now) {
        session.run(
                "update inbox set state = 'DEAD', attempts = ?, reason = ?, settled_at = ? where id = ? and state = 'HANDLING'",
                attempts,
                reason,
                now.toEpochMilli(),
                number);
    }

    /** Lets a dead event wait again; gives it if it was dead. */
    static List<Event> revive(Session session, long number) {
        var events = session.all(WITHOUT_BODY + " where id = ? and state = 'DEAD'", InboxRows::event, number);
        session.run(
                "update inbox set state = 'WAITING', attempts = 0, reason = '' where id = ? and state = 'DEAD'",
                number);
        return events;
    }

    /** Forgets a dead event; its id is remembered. */
    static long drop(Session session, long number, Instant now) {
        return session.run(
                "update inbox set state = 'DONE', body = null, headers = '{}', settled_at = ? where id = ? and state = 'DEAD'",
                now.toEpochMilli(),
                number);
    }

    /** Forgets the ids that are too old, some at a time; says how many. */
    static long forget(Session session, Instant before) {
        return session.run(
                "delete from inbox where id in (select id from inbox where state = 'DONE' and settled_at < ? limit 5000)",
                before.toEpochMilli());
    }

    /** Forgets the oldest dead events of each lane beyond a number; says how many. */
    static long bury(Session session, int kept) {
        return session.run("""
                delete from inbox where id in (select id from (
                  select id, row_number() over (partition by lane order by id desc) as age from inbox where state = 'DEAD'
                ) as dead where age > ?)""", kept);
    }

    private static Event event(Row row) {
        var delivery = new Delivery(
                lane(row.text(2)),
                row.optional(3),
                row.text(6),
                headers(Json.value(row.text(7))),
                row.bytes(11),
                Instant.ofEpochMilli(row.number(5)));
        return new Event(row.number(1), delivery, row.number(8), state(row, 4), (int) row.number(9), row.text(10));
    }

    private static State state(Row row, int column) {
        return State.valueOf(row.text(column));
    }

    private static Lane lane(String text) {
        var slash = text.indexOf('/');
        return new Lane(IntegrationId.parse(text.substring(0, slash)), text.substring(slash));
    }

    private static String headers(Map<String, List<String>> headers) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, values) -> {
            var array = all.putArray(name);
            values.forEach(array::add);
        });
        return Json.text(all);
    }

    private static Map<String, List<String>> headers(JsonNode all) {
        var headers = new HashMap<String, List<String>>();
        all.properties().forEach(header -> {
            var values = new ArrayList<String>();
            header.getValue().forEach(value -> values.add(value.asText()));
            headers.put(header.getKey(), List.copyOf(values));
        });
        return headers;
    }
}
