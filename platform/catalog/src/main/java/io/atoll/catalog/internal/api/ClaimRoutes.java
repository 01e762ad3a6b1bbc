package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.action.Runs;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;

/** Where installations fetch the runs that they are to do. Workflows do not exist here: there is never one to fetch. */
final class ClaimRoutes implements Routes {

    private static final int MOST = 1000;
    private static final Duration VISIBILITY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final CatalogStore store;
    private final Clock clock;
    private final Expressions expressions;
    private final Derivation derivation;

    ClaimRoutes(CatalogStore store, Clock clock, Expressions expressions, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.expressions = expressions;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.post(
                        "/v1/actions/runs/claim-pending",
                        Operation.of("Take runs that wait for an installation")
                                .takes(Schema.named("Claim"))
                                .answers("runs", Schema.list("Run"))
                                .by(this::claim))
                .patch(
                        "/v1/actions/runs/ack",
                        Operation.of("Take runs for good")
                                .takes(Schema.named("Acknowledgement"))
                                .answers("ackedCount", Schema.whole())
                                .by(this::acknowledge))
                .post(
                        "/v1/workflows/runs/claim-pending",
                        Operation.of("Take runs of workflows; there are none")
                                .mayTake(Schema.object())
                                .answers("nodeRuns", Schema.list(Schema.object()))
                                .by(call -> Answer.ok("nodeRuns", Json.array())))
                .get(
                        "/v1/workflows/nodes/runs",
                        Operation.of("List runs of workflows; there are none")
                                .answers("nodeRuns", Schema.list(Schema.object()))
                                .by(call -> Answer.ok("nodeRuns", Json.array())));
    }

    private Answer claim(Call call) throws IOException {
        var body = call.body();
        var installation = Json.text(body, "installationId");
        if (installation == null) {
            throw Refusal.invalid("the body must have required property 'installationId', a text");
        }
        var limit = Math.clamp(body.path("limit").asInt(MOST), 1, MOST);
        var visibility = Duration.ofMillis(
                Math.clamp(body.path("visibilityTimeoutMs").asLong(VISIBILITY.toMillis()), 1, LONGEST.toMillis()));
        var exclude = new HashSet<>(Json.texts(body.get("exclude")));
        var claimed = store.write(transaction -> new Runs(transaction, call.author(clock), expressions, derivation)
                .claim(installation, limit, visibility, exclude));
        return Answer.list("runs", claimed);
    }

    private Answer acknowledge(Call call) throws IOException {
        var body = call.body();
        var identifiers = Json.texts(body.get("runIds"));
        var one = Json.text(body, "runId");
        if (one == null && identifiers.isEmpty()) {
            throw Refusal.invalid("the body must have required property 'runId', a text, or 'runIds', a list");
        }
        var acknowledged = store.write(transaction -> {
            var runs = new Runs(transaction, call.author(clock), expressions, derivation);
            if (one != null) {
                runs.acknowledge(one);
                return 1;
            }
            identifiers.forEach(runs::acknowledge);
            return identifiers.size();
        });
        return new Answer.Document(200, Json.object().put("ok", true).put("ackedCount", acknowledged));
    }
}
