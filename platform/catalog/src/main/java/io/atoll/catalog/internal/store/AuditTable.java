package io.atoll.catalog.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.Sql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code audit}. */
final class AuditTable {

    private static final String COLUMNS =
            "select seq, identifier, at, resource, action, blueprint, subject, run, webhook, origin, doc from audit ";

    private final Sql sql;

    AuditTable(Sql sql) {
        this.sql = sql;
    }

    void add(Audit audit) {
        var document = Json.object().put("by", audit.by()).put("agent", audit.agent());
        if (audit.before() != null) {
            document.set("before", audit.before());
        }
        sql.run(
                """
                insert into audit (identifier, at, resource, action, blueprint, subject, run, webhook, origin, doc)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                audit.identifier(),
                Rows.micros(audit.at()),
                audit.subject().resource(),
                audit.action(),
                audit.subject().blueprint(),
                audit.subject().identifier(),
                audit.run(),
                audit.webhook(),
                audit.origin(),
                Json.bytes(document));
    }

    /** Lets the history of a subject go on under another identifier. */
    void rename(Audit.Subject subject, String identifier) {
        sql.run(
                "update audit set subject = ? where resource = ? and blueprint = ? and subject = ?",
                identifier,
                subject.resource(),
                subject.blueprint(),
                subject.identifier());
    }

    int forget(Instant before, int limit) {
        return sql.run(
                "delete from audit where at < ? and seq in (select seq from audit order by seq limit ?)",
                Rows.micros(before),
                limit);
    }

    int forget(long kept, int limit) {
        return sql.run("""
                delete from audit where seq in (select seq from audit order by seq limit ?)
                  and seq <= (select seq from audit order by seq desc limit 1 offset ?)""", limit, kept);
    }

    /** The newest audits first, of those before a number. */
    List<Recorded> find(AuditFilter filter, long before, int limit) {
        var where = new Where();
        where.add("seq < ?", before);
        where.equal("identifier", filter.identifier());
        where.among("resource", filter.resources());
        where.equal("subject", filter.subject());
        where.equal("action", filter.action());
        where.equal("run", filter.run());
        where.equal("webhook", filter.webhook());
        where.among("origin", filter.origins());
        if (filter.blueprint() != null && filter.subject() == null) {
            where.add("(blueprint = ? or (resource = 'blueprint' and subject = ?))", filter.blueprint());
            where.parameters.add(filter.blueprint());
        } else {
            where.equal("blueprint", filter.blueprint());
        }
        if (filter.from() != null) {
            where.add("at >= ?", Rows.micros(filter.from()));
        }
        if (filter.to() != null) {
            where.add("at <= ?", Rows.micros(filter.to()));
        }
        where.parameters.add(limit);
        return sql
                .all(COLUMNS + where + " order by seq desc limit ?", AuditTable::recorded, where.parameters.toArray())
                .stream()
                .map(found -> new Recorded(found.seq(), found.audit(), next(found)))
                .toList();
    }

    private Optional<Audit> next(Recorded recorded) {
        var subject = recorded.audit().subject();
        return sql.first(
                        COLUMNS
                                + "where resource = ? and blueprint = ? and subject = ? and seq > ? order by seq limit 1",
                        AuditTable::recorded,
                        subject.resource(),
                        subject.blueprint(),
                        subject.identifier(),
                        recorded.seq())
                .map(Recorded::audit);
    }

    private static Recorded recorded(Row row) {
        var document = Json.object(row.bytes(11));
        var audit = new Audit(
                row.text(2),
                Rows.instant(row.number(3)),
                new Audit.Subject(row.text(4), row.text(6), row.text(7)),
                row.text(5),
                document.path("by").asText(),
                document.path("agent").asText(),
                row.text(10),
                row.optional(8),
                row.optional(9),
                document.get("before") instanceof ObjectNode before ? before : null);
        return new Recorded(row.number(1), audit, Optional.empty());
    }

    /** A condition that grows. */
    private static final class Where {

        private final List<String> conditions = new ArrayList<>();
        private final List<Object> parameters = new ArrayList<>();

        void add(String condition, Object parameter) {
            conditions.add(condition);
            parameters.add(parameter);
        }

        void equal(String column, @Nullable String value) {
            if (value != null) {
                add(column + " = ?", value);
            }
        }

        void among(String column, List<String> values) {
            if (!values.isEmpty()) {
                conditions.add(column + " in (" + "?, ".repeat(values.size() - 1) + "?)");
                parameters.addAll(values);
            }
        }

        @Override
        public String toString() {
            return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
        }
    }
}
