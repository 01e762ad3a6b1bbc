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
    public void addTo(Router.Builder<Endpoint> router) {
        router.get(
                "/v1/audit-log",
                Operation.of("List changes, the newest first")
                        .query(
                                Query.text("identifier", "Only the change with this identifier"),
                                Query.text("entity", "Only changes of this entity"),
                                Query.text("blueprint", "Only changes of this blueprint and of its entities"),
                                Query.text("InstallationId", "Only changes of this integration"),
                                Query.texts("resources", "Only changes of these kinds of things"),
                                Query.text("action", "Only CREATE, UPDATE or DELETE"),
                                Query.text("status", "FAILURE finds nothing: what failed changed nothing"),
                                Query.text("run_id", "Only changes that belong to this run"),
                                Query.text("webhookId", "Only changes that came through this webhook"),
                                Query.texts("origin", "Only changes from there: API, WEBHOOK"),
                                Query.time("from", "Only changes from this time on"),
                                Query.time("to", "Only changes up to this time"),
                                Query.texts("includes", "Only these keys of each change"),
                                Query.number("limit", "At most so many; 100 if absent", 1, MOST))
                        .answers("audits", Schema.list("Audit"))
                        .by(this::list));
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
