package io.atoll.catalog.internal.store;

import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.store.Sql.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Rows of the tables as what they mean. */
final class Rows {

    private Rows() {}

    static Blueprint blueprint(Row row) {
        return new Blueprint(Json.object(row.bytes(1)), stamp(row, 2));
    }

    static CatalogEntity entity(Row row) {
        var document = Json.object(row.bytes(3));
        return new CatalogEntity(
                new Ref(row.text(1), row.text(2)),
                Json.text(document, "title"),
                Json.text(document, "icon"),
                Json.texts(document.get("team")),
                Json.object(document, "properties"),
                Json.object(document, "relations"),
                row.text(4),
                stamp(row, 5));
    }

    static byte[] document(CatalogEntity entity) {
        var document = Json.object();
        document.put("title", entity.title());
        document.put("icon", entity.icon());
        entity.team().forEach(document.putArray("team")::add);
        document.set("properties", entity.properties());
        document.set("relations", entity.relations());
        return Json.bytes(document);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Stamp stamp(Row row, int column) {
        return new Stamp(
                instant(row.number(column)),
                row.text(column + 1),
                instant(row.number(column + 2)),
                row.text(column + 3));
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
