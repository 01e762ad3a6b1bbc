package io.atoll.catalog.internal.store;

import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Stamp;
import java.time.Instant;
import java.util.List;

/** Entities to write to a store. */
final class Samples {

    static final String BLUEPRINT = "thing";

    static final Stamp STAMP = Stamp.created(Instant.parse("2026-01-02T03:04:05.678901Z"), "client");

    private Samples() {}

    static void write(CatalogStore store, String... identifiers) {
        store.write(transaction -> {
            write(transaction, identifiers);
            return true;
        });
    }

    static void write(Transaction transaction, String... identifiers) {
        var blueprint = new Blueprint(Json.object().put("identifier", BLUEPRINT), STAMP);
        transaction.put(blueprint);
        for (var identifier : identifiers) {
            var properties = Json.object().put("note", "n".repeat(300));
            transaction.put(
                    new CatalogEntity(
                            new Ref(BLUEPRINT, identifier),
                            identifier,
                            null,
                            List.of(),
                            properties,
                            Json.object(),
                            "port-ocean/test/1/one/exporter",
                            STAMP),
                    blueprint);
        }
    }
}
