package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.http.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where installations send logs, metrics and heartbeats: they are taken and not kept. */
final class IngestRoutes implements Routes {

    @Override
    public void addTo(Router.Builder<Handler> router) {
        router.post("/v1/ingest/{integration}/logs", this::take)
                .post("/v1/ingest/{integration}/metrics/syncMetrics", this::take)
                .put("/v1/ingest/{integration}/metrics/syncMetrics/resync/{event}/kind/{kind}", this::take)
                .post("/v1/ingest/{integration}/metrics/heartbeat", this::take)
                .post(
                        "/v1/ingest/{integration}/lake/write/integration-type/{type}/integration/{name}/sync/{sync}/kind/{kind}",
                        this::take)
                .post("/v1/lifecycle/{event}", this::take)
                .post("/v1/lifecycle/{event}/{step}", this::take);
    }

    /** The address for one integration, on the host that the client used. */
    static String address(Call call, String integration) {
        var request = call.request();
        var host = request.getHeader("Host");
        var authority = host == null ? request.getServerName() + ":" + request.getServerPort() : host;
        return request.getScheme() + "://" + authority + "/v1/ingest/"
                + URLEncoder.encode(integration, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer take(Call call) throws IOException {
        call.request().getInputStream().transferTo(OutputStream.nullOutputStream());
        return Answer.ok();
    }
}
