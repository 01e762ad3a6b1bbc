package io.atoll.catalog.internal.store;

import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.store.View.Arrow;
import io.atoll.catalog.internal.store.View.Link;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code link}: the relations of the entities, to be followed in both directions. */
final class LinkTable {

    private final Sql sql;

    LinkTable(Sql sql) {
        this.sql = sql;
    }

    List<Link> incoming(Ref target, @Nullable Link after, int limit) {
        var from = after == null ? new Link(new Ref("", ""), "") : after;
        return sql.all(
                """
                select blueprint, source, relation from link
                where target_blueprint = ? and target = ? and (blueprint, source, relation) > (?, ?, ?)
                order by blueprint, source, relation limit ?""",
                row -> new Link(new Ref(row.text(1), row.text(2)), row.text(3)),
                target.blueprint(),
                target.identifier(),
                from.source().blueprint(),
                from.source().identifier(),
                from.relation(),
                limit);
    }

    List<Arrow> outgoing(Ref source) {
        return sql.all(
                "select relation, target_blueprint, target from link where blueprint = ? and source = ?",
                row -> new Arrow(row.text(1), new Ref(row.text(2), row.text(3))),
                source.blueprint(),
                source.identifier());
    }

    boolean linked(String source, String relation, String target) {
        return sql.first(
                        "select 1 from link where target_blueprint = ? and blueprint = ? and relation = ? limit 1",
                        row -> row.number(1),
                        target,
                        source,
                        relation)
                .isPresent();
    }

    /** Makes the links of an entity those that the relations of its blueprint make of it; mostly they are that already. */
    void put(CatalogEntity entity, Blueprint blueprint) {
        var arrows = new LinkedHashSet<Arrow>();
        for (var relation : blueprint.relations().values()) {
            for (var target : entity.targets(relation.key())) {
                arrows.add(new Arrow(relation.key(), new Ref(relation.target(), target)));
            }
        }
        var before = outgoing(entity.ref());
        if (arrows.equals(Set.copyOf(before))) {
            return;
        }
        if (!before.isEmpty()) {
            delete(entity.ref());
        }
        for (var arrow : arrows) {
            sql.run(
                    "insert into link (blueprint, source, relation, target_blueprint, target) values (?, ?, ?, ?, ?)",
                    entity.ref().blueprint(),
                    entity.identifier(),
                    arrow.relation(),
                    arrow.target().blueprint(),
                    arrow.target().identifier());
        }
    }

    /** Removes the links that start at an entity. */
    void delete(Ref source) {
        sql.run("delete from link where blueprint = ? and source = ?", source.blueprint(), source.identifier());
    }
}
