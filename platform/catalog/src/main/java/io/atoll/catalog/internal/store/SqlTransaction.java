package io.atoll.catalog.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view and transaction on one connection, in the SQL that all databases share. */
final class SqlTransaction implements Transaction {

    /** A page of entities ends when this many bytes were read, so that a few big entities do not fill the memory. */
    private static final long PAGE_BYTES = 4L << 20;

    private static final String ENTITY =
            "select blueprint, identifier, doc, datasource, created_at, created_by, updated_at, updated_by from entity ";
    private static final String BLUEPRINT =
            "select doc, created_at, created_by, updated_at, updated_by from blueprint ";

    private final Sql sql;
    private final Dialect dialect;
    private final LinkTable links;
    private final AuditTable audits;
    private final RunTable runs;
    private final EntryTable entries;

    SqlTransaction(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
        this.links = new LinkTable(sql);
        this.audits = new AuditTable(sql);
        this.runs = new RunTable(sql);
        this.entries = new EntryTable(sql);
    }

    @Override
    public Optional<Blueprint> blueprint(String identifier) {
        return sql.first(BLUEPRINT + "where identifier = ?", Rows::blueprint, identifier);
    }

    @Override
    public List<Blueprint> blueprints() {
        return sql.all(BLUEPRINT + "order by identifier", Rows::blueprint);
    }

    @Override
    public Optional<CatalogEntity> entity(Ref ref) {
        return sql.first(
                ENTITY + "where blueprint = ? and identifier = ?", Rows::entity, ref.blueprint(), ref.identifier());
    }

    @Override
    public boolean exists(Ref ref) {
        return sql.first(
                        "select 1 from entity where blueprint = ? and identifier = ?",
                        row -> row.number(1),
                        ref.blueprint(),
                        ref.identifier())
                .isPresent();
    }

    @Override
    public List<CatalogEntity> entities(String blueprint, @Nullable String after, int limit) {
        return page(
                "where blueprint = ? and identifier > ? order by identifier limit ?",
                blueprint,
                after == null ? "" : after,
                limit);
    }

    @Override
    public List<CatalogEntity> entities(Sieve sieve, String blueprint, @Nullable String after, int limit) {
        var condition = new Condition(sieve, dialect);
        var parameters = new ArrayList<Object>(List.of(blueprint, after == null ? "" : after));
        parameters.addAll(condition.parameters());
        parameters.add(limit);
        return page(
                "where blueprint = ? and identifier > ? and " + condition + " order by identifier limit ?",
                parameters.toArray());
    }

    /** Ends early when there are many bytes in it. */
    private List<CatalogEntity> page(String where, Object... parameters) {
        var bytes = new long[1];
        return sql.some(
                ENTITY + where,
                row -> {
                    bytes[0] += row.bytes(3).length;
                    return Rows.entity(row);
                },
                () -> bytes[0] < PAGE_BYTES,
                parameters);
    }

    /** Goes from one User-Agent to the next, for of those there are few, and reads the entities of each that fits in their order. */
    @Override
    public List<CatalogEntity> owned(Ownership ownership, @Nullable Owned after, int limit) {
        var page = new ArrayList<CatalogEntity>();
        var from = after == null ? new Ref("", "") : after.ref();
        for (var datasource = after == null ? datasource(">=", ownership.prefix()) : Optional.of(after.datasource());
                datasource.isPresent() && datasource.get().startsWith(ownership.prefix()) && page.isEmpty();
                datasource = datasource(">", datasource.get())) {
            if (ownership.fits(datasource.get())) {
                page.addAll(owned(datasource.get(), ownership.before(), from, limit));
            }
            from = new Ref("", "");
        }
        return page;
    }

    private Optional<String> datasource(String order, String than) {
        return sql.first(
                "select datasource from entity where datasource " + order + " ? order by datasource limit 1",
                row -> row.text(1),
                than);
    }

    private List<CatalogEntity> owned(String datasource, @Nullable Instant before, Ref after, int limit) {
        return page(
                "where datasource = ? and (blueprint, identifier) > (?, ?) and updated_at < ?"
                        + " order by blueprint, identifier limit ?",
                datasource,
                after.blueprint(),
                after.identifier(),
                before == null ? Long.MAX_VALUE : Rows.micros(before),
                limit);
    }

    @Override
    public long count(String blueprint) {
        return sql.first("select count(*) from entity where blueprint = ?", row -> row.number(1), blueprint)
                .orElse(0L);
    }

    @Override
    public Map<String, Long> counts() {
        var counts = new LinkedHashMap<String, Long>();
        sql.each(
                "select blueprint, count(*) from entity group by blueprint order by blueprint",
                row -> counts.put(row.text(1), row.number(2)));
        return counts;
    }

    @Override
    public List<Link> incoming(Ref target, int limit) {
        return links.incoming(target, null, limit);
    }

    @Override
    public List<Link> incoming(Ref target, @Nullable Link after, int limit) {
        return links.incoming(target, after, limit);
    }

    @Override
    public List<Arrow> outgoing(Ref source) {
        return links.outgoing(source);
    }

    @Override
    public boolean linked(String source, String relation, String target) {
        return links.linked(source, relation, target);
    }

    @Override
    public Optional<ObjectNode> document(String kind, String identifier) {
        return sql.first(
                "select doc from document where kind = ? and identifier = ?",
                row -> Json.object(row.bytes(1)),
                kind,
                identifier);
    }

    @Override
    public Map<String, ObjectNode> documents(String kind, String prefix) {
        var documents = new LinkedHashMap<String, ObjectNode>();
        sql.each("""
                select identifier, doc from document
                where kind = ? and identifier >= ? and substr(identifier, 1, length(?)) = ? order by identifier""", row -> documents.put(row.text(1), Json.object(row.bytes(2))), kind, prefix, prefix, prefix);
        return documents;
    }

    @Override
    public void put(Blueprint blueprint) {
        sql.run(
                """
                insert into blueprint (identifier, doc, created_at, created_by, updated_at, updated_by)
                values (?, ?, ?, ?, ?, ?)
                on conflict (identifier) do update set doc = excluded.doc, created_at = excluded.created_at,
                  created_by = excluded.created_by, updated_at = excluded.updated_at, updated_by = excluded.updated_by""",
                blueprint.identifier(),
                Json.bytes(blueprint.document()),
                Rows.micros(blueprint.stamp().createdAt()),
                blueprint.stamp().createdBy(),
                Rows.micros(blueprint.stamp().updatedAt()),
                blueprint.stamp().updatedBy());
    }

    @Override
    public void deleteBlueprint(String identifier) {
        sql.run("delete from blueprint where identifier = ?", identifier);
    }

    @Override
    public void put(CatalogEntity entity, Blueprint blueprint) {
        sql.run(
                """
                insert into entity (blueprint, identifier, doc, datasource, created_at, created_by, updated_at, updated_by)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (blueprint, identifier) do update set doc = excluded.doc, datasource = excluded.datasource,
                  created_at = excluded.created_at, created_by = excluded.created_by,
                  updated_at = excluded.updated_at, updated_by = excluded.updated_by""",
                entity.ref().blueprint(),
                entity.identifier(),
                Rows.document(entity),
                entity.datasource(),
                Rows.micros(entity.stamp().createdAt()),
                entity.stamp().createdBy(),
                Rows.micros(entity.stamp().updatedAt()),
                entity.stamp().updatedBy());
        links.put(entity, blueprint);
    }

    @Override
    public boolean delete(Ref ref) {
        links.delete(ref);
        return sql.run("delete from entity where blueprint = ? and identifier = ?", ref.blueprint(), ref.identifier())
                > 0;
    }

    @Override
    public void putDocument(String kind, String identifier, ObjectNode document) {
        sql.run("""
                insert into document (kind, identifier, doc) values (?, ?, ?)
                on conflict (kind, identifier) do update set doc = excluded.doc""", kind, identifier, Json.bytes(document));
    }

    @Override
    public boolean deleteDocument(String kind, String identifier) {
        return sql.run("delete from document where kind = ? and identifier = ?", kind, identifier) > 0;
    }

    @Override
    public List<Recorded> audits(AuditFilter filter, int limit) {
        return audits.find(filter, Long.MAX_VALUE, limit);
    }

    @Override
    public List<Recorded> audits(AuditFilter filter, long before, int limit) {
        return audits.find(filter, before, limit);
    }

    @Override
    public void add(Audit audit) {
        audits.add(audit);
    }

    @Override
    public int forgetAudits(Instant before, int limit) {
        return audits.forget(before, limit);
    }

    @Override
    public int forgetAudits(long kept, int limit) {
        return audits.forget(kept, limit);
    }

    @Override
    public void renameHistory(Audit.Subject subject, String identifier) {
        audits.rename(subject, identifier);
    }

    @Override
    public Optional<ObjectNode> run(String identifier) {
        return runs.run(identifier);
    }

    @Override
    public List<Entry> runs(long before, int limit) {
        return runs.runs(before, limit);
    }

    @Override
    public List<ObjectNode> externalRuns(String identifier) {
        return runs.external(identifier);
    }

    @Override
    public List<Entry> pendingRuns(long after, int limit) {
        return runs.pending(after, limit);
    }

    @Override
    public void putRun(
            String identifier, String action, @Nullable String external, boolean pending, ObjectNode document) {
        runs.put(identifier, action, external, pending, document);
    }

    @Override
    public List<Entry> entriesBefore(String kind, String subject, long seq, int limit) {
        return entries.before(kind, subject, seq, limit);
    }

    @Override
    public List<Entry> entriesAfter(String kind, String subject, long seq, int limit) {
        return entries.after(kind, subject, seq, limit);
    }

    @Override
    public void addEntries(String kind, String subject, List<ObjectNode> documents, int most) {
        documents.forEach(document -> entries.add(kind, subject, document));
        entries.trim(kind, subject, most);
    }

    @Override
    public void deleteEntries(String kind, String subject) {
        entries.trim(kind, subject, 0);
    }
}
