package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.History;
import io.atoll.catalog.internal.auth.Access;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.AuditFilter;
import io.atoll.catalog.internal.store.CatalogStore;
import java.util.List;

/** {@code /v1/audit-log}: the newest changes first. */
final class AuditRoutes implements Routes {

    private static final int LIMIT = 100;
    private static final int MOST = 1000;

    private final CatalogStore store;

    AuditRoutes(CatalogStore store) {
        this.store = store;
    }

    @Override
    public void addTo(Router.Builder<Handler> router) {
        router.get("/v1/audit-log", this::list);
    }

    private Answer list(Call call) {
        var filter = filter(call);
        var includes = call.list("includes");
        var limit = Parameters.number(call, "limit", 1, MOST, LIMIT);
        var failed = call.query("status").filter("FAILURE"::equals).isPresent();
        var list = Json.array();
        if (!failed) {
            store.read(view -> {
                        var history = new History(view);
                        return view.audits(filter, limit).stream()
                                .map(audit -> projected(history.shown(audit, Access.ORGANIZATION), includes))
                                .toList();
                    })
                    .forEach(list::add);
        }
        return Answer.ok("audits", list);
    }

    private static AuditFilter filter(Call call) {
        var entity = call.query("entity").orElse(null);
        var integration = call.query("InstallationId").orElse(null);
        var resources = entity != null ? List.of("entity") : call.list("resources");
        return new AuditFilter(
                call.query("identifier").orElse(null),
                integration != null ? List.of("integration") : resources,
                call.query("blueprint").orElse(null),
                integration != null ? integration : entity,
                call.query("action").orElse(null),
                call.query("run_id").orElse(null),
                call.query("webhookId").orElse(null),
                call.list("origin"),
                Parameters.time(call, "from"),
                Parameters.time(call, "to"));
    }

    private static ObjectNode projected(ObjectNode audit, List<String> includes) {
        return includes.isEmpty() ? audit : audit.retain(includes);
    }
}
