package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.auth.Access;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;

/** {@code /v1/organization}: the one organization; it has no feature flags, so clients do their work themselves. */
final class OrganizationRoutes implements Routes {

    @Override
    public void addTo(Router.Builder<Handler> router) {
        router.get("/v1/organization", this::show)
                .patch("/v1/organization", call -> Answer.ok())
                .get("/v1/kafka-credentials", call -> {
                    throw Refusal.notFound("this catalog has no Kafka; use another event listener");
                });
    }

    private Answer show(Call call) {
        var organization = Json.object().put("id", Access.ORGANIZATION).put("name", "Atoll");
        organization.putArray("featureFlags");
        return Answer.ok("organization", organization);
    }
}
