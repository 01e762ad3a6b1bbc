package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.auth.Access;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;

/** {@code /v1/organization}: the one organization; it has no feature flags, so clients do their work themselves. */
final class OrganizationRoutes implements Routes {

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.get(
                        "/v1/organization",
                        Operation.of("Show the organization")
                                .answers("organization", Schema.named("Organization"))
                                .by(this::show))
                .patch(
                        "/v1/organization",
                        Operation.of("Change the organization; nothing of it is kept")
                                .mayTake(Schema.object())
                                .answers()
                                .by(call -> Answer.ok()))
                .get(
                        "/v1/kafka-credentials",
                        Operation.of("Show the credentials of Kafka; there is none, so this is always 404")
                                .answers()
                                .by(call -> {
                                    throw Refusal.notFound("this catalog has no Kafka; use another event listener");
                                }));
    }

    private Answer show(Call call) {
        var organization = Json.object().put("id", Access.ORGANIZATION).put("name", "Atoll");
        organization.putArray("featureFlags");
        return Answer.ok("organization", organization);
    }
}
