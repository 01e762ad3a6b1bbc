package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.integration.Activity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Where installations send logs and metrics, which are kept, and heartbeats and raw data, which are not. */
final class IngestRoutes implements Routes {

    private final CatalogStore store;
    private final Clock clock;

    IngestRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.post(
                        "/v1/ingest/{integration}/logs",
                        Operation.of("Send log lines")
                                .takes(Schema.object("logs", Schema.list("LogLine")))
                                .answers()
                                .by(this::logs))
                .post(
                        "/v1/ingest/{integration}/metrics/syncMetrics",
                        Operation.of("Send the metrics of some kinds")
                                .takes(Schema.object("syncKindsMetrics", Schema.list("KindMetrics")))
                                .answers()
                                .by(this::metrics))
                .put(
                        "/v1/ingest/{integration}/metrics/syncMetrics/resync/{event}/kind/{kind}",
                        Operation.of("Send the metrics of one kind")
                                .takes(Schema.object("syncKindMetrics", Schema.named("KindMetrics")))
                                .answers()
                                .by(this::metric))
                .post(
                        "/v1/ingest/{integration}/metrics/heartbeat",
                        unkept("Say that a resync goes on").by(this::take))
                .post(
                        "/v1/ingest/{integration}/lake/write/integration-type/{type}/integration/{name}/sync/{sync}/kind/{kind}",
                        unkept("Send raw data").by(this::take))
                .post(
                        "/v1/lifecycle/{event}",
                        unkept("Tell the state of a resync").by(this::take))
                .post(
                        "/v1/lifecycle/{event}/{step}",
                        unkept("Tell the state of a step of a resync").by(this::take));
    }

    private static Operation unkept(String summary) {
        return Operation.of(summary + "; it is not kept").mayTake(Json.object()).answers();
    }

    /** The address for one integration, on the host that the client used. */
    static String address(Call call, String integration) {
        return call.origin() + "/v1/ingest/"
                + URLEncoder.encode(integration, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer logs(Call call) throws IOException {
        return keep(call, (activity, lines) -> activity.log(call.path("integration"), lines), "logs");
    }

    private Answer metrics(Call call) throws IOException {
        return keep(call, (activity, kinds) -> activity.measure(call.path("integration"), kinds), "syncKindsMetrics");
    }

    private Answer metric(Call call) throws IOException {
        if (call.body().get("syncKindMetrics") instanceof ObjectNode metrics) {
            metrics.put("eventId", call.path("event")).put("kindIdentifier", call.path("kind"));
            store.write(transaction -> {
                new Activity(transaction, clock.instant()).measure(call.path("integration"), List.of(metrics));
                return true;
            });
        }
        return Answer.ok();
    }

    /** What to do with the objects of a list. */
    @FunctionalInterface
    private interface Keeping {

        void keep(Activity activity, List<ObjectNode> objects);
    }

    private Answer keep(Call call, Keeping keeping, String key) throws IOException {
        var objects = new ArrayList<ObjectNode>();
        for (JsonNode object : call.body().path(key)) {
            if (object instanceof ObjectNode found) {
                objects.add(found);
            }
        }
        store.write(transaction -> {
            keeping.keep(new Activity(transaction, clock.instant()), objects);
            return true;
        });
        return Answer.ok();
    }

    private Answer take(Call call) throws IOException {
        call.bodies().skip(call.request().getInputStream());
        return Answer.ok();
    }
}
