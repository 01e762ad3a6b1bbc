package io.atoll.spi.example;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventPath;
import io.atoll.spi.event.Route;
import io.atoll.spi.sync.CatalogSync;

// @start region="route"
@LiveEventPath(path = "/sync")
public final class SyncRoutes implements Route {

    private final CatalogSync catalog;

    public SyncRoutes(CatalogSync catalog) {
        this.catalog = catalog;
    }

    @Override
    public Answer answer(LiveEvent request) throws IntegrationException, InterruptedException {
        var result = catalog.registerRaw(new Kind("space"), request.json());
        return Answer.json("{\"upserted\":" + result.upserted() + "}");
    }
}
// @end
