package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.action.Runs;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Entry;
import io.atoll.catalog.internal.store.View;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code /v1/actions/…/runs}: runs of actions, for those who ask for them and those who do them. */
final class RunRoutes implements Routes {

    private static final int LIMIT = 100;
    private static final int MOST = 1000;
    private static final int MOST_LINES = 50;

    private final CatalogStore store;
    private final Clock clock;
    private final Expressions expressions;
    private final Derivation derivation;

    RunRoutes(CatalogStore store, Clock clock, Expressions expressions, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.expressions = expressions;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var run = Schema.named("Run");
        router.post(
                        "/v1/actions/{action}/runs",
                        Operation.of("Start a run of an action")
                                .takes(Schema.named("RunStart"))
                                .answers(202, "run", run, "Started")
                                .by(this::start))
                .get(
                        "/v1/actions/runs",
                        Operation.of("List runs, the newest first")
                                .query(
                                        Query.text("entity", "Only runs on this entity"),
                                        Query.text("blueprint", "Only runs of actions of this blueprint"),
                                        Query.text("action", "Only runs of this action"),
                                        Query.text("active", "Only runs that go on (true) or have ended (false)"),
                                        Query.text("user_id", "Only runs that this client started"),
                                        Query.text("user_email", "As user_id"),
                                        Query.text(
                                                "external_run_id", "Only runs that another system knows by this name"),
                                        Query.texts("source", "Only runs started there: UI, API, AUTOMATION"),
                                        Query.texts("exclude", "No runs with these statuses"),
                                        Query.number("limit", "At most so many; 100 if absent", 1, MOST))
                                .answers("runs", Schema.list("Run"))
                                .by(this::list))
                .get(
                        "/v1/actions/runs/{run}",
                        Operation.of("Show a run").answers("run", run).by(this::show))
                .patch(
                        "/v1/actions/runs/{run}",
                        Operation.of("Change or end a run")
                                .takes(Schema.named("RunChange"))
                                .answers("run", run)
                                .by(this::change))
                .post(
                        "/v1/actions/runs/{run}/logs",
                        Operation.of("Add a line to the log of a run")
                                .takes(Schema.named("RunLogBody"))
                                .answers(201, "runLog", Schema.named("RunLog"), "Added")
                                .by(this::log))
                .get(
                        "/v1/actions/runs/{run}/logs",
                        Operation.of("List the log of a run, the oldest line first")
                                .query(
                                        Query.number("limit", "At most so many lines", 1, MOST_LINES),
                                        Query.number(
                                                "offset",
                                                "Without the first so many",
                                                0,
                                                Integer.MAX_VALUE - MOST_LINES))
                                .answers("runLogs", Schema.list("RunLog"))
                                .by(this::lines))
                .patch(
                        "/v1/actions/runs/{run}/approval",
                        Operation.of("Approve or decline a run")
                                .takes(Schema.named("Approval"))
                                .answers(201, "run", run, "Decided")
                                .by(this::decide))
                .get(
                        "/v1/actions/runs/{run}/approvers",
                        Operation.of("List who approved or declined a run")
                                .answers("approvers", Schema.list(Schema.object()))
                                .by(this::approvers))
                .patch(
                        "/v1/actions/runs/{run}/response",
                        Operation.of("Keep what the called system answered")
                                .takes(Schema.object())
                                .answers("run", run)
                                .by(this::respond));
    }

    private Answer start(Call call) throws IOException {
        var body = call.body();
        return Answer.of(202, "run", write(call, runs -> runs.start(call.path("action"), body)));
    }

    private Answer change(Call call) throws IOException {
        var body = call.body();
        return Answer.ok("run", write(call, runs -> runs.change(call.path("run"), body)));
    }

    private Answer log(Call call) throws IOException {
        var body = call.body();
        return Answer.of(201, "runLog", write(call, runs -> runs.log(call.path("run"), body)));
    }

    private Answer decide(Call call) throws IOException {
        var body = call.body();
        return Answer.of(201, "run", write(call, runs -> runs.decide(call.path("run"), body)));
    }

    private Answer respond(Call call) throws IOException {
        var body = call.body();
        return Answer.ok("run", write(call, runs -> runs.respond(call.path("run"), body)));
    }

    private Answer show(Call call) {
        return Answer.ok("run", store.read(view -> named(view, call.path("run"))));
    }

    private Answer approvers(Call call) {
        var run = store.read(view -> named(view, call.path("run")));
        var approvers = Json.array();
        if (run.path("approval").isObject()) {
            approvers.add(run.path("approval"));
        }
        return Answer.ok("approvers", approvers);
    }

    private Answer lines(Call call) {
        var limit = Parameters.number(call, "limit", 1, MOST_LINES, MOST_LINES);
        var offset = Parameters.number(call, "offset", 0, Integer.MAX_VALUE - MOST_LINES, 0);
        var lines = Json.array();
        store
                .read(view -> {
                    named(view, call.path("run"));
                    return view.entriesAfter(Runs.LOG, call.path("run"), 0, offset + limit);
                })
                .stream()
                .skip(offset)
                .map(Entry::document)
                .forEach(lines::add);
        return Answer.ok("runLogs", lines);
    }

    private Answer list(Call call) {
        var limit = Parameters.number(call, "limit", 1, MOST, LIMIT);
        var external = call.query("external_run_id");
        var found = store.read(view -> external.isPresent()
                ? view.externalRuns(external.get()).stream()
                        .filter(run -> wanted(call, run))
                        .limit(limit)
                        .toList()
                : newest(view, call, limit));
        return Answer.list("runs", found);
    }

    private static List<ObjectNode> newest(View view, Call call, int limit) {
        var found = new ArrayList<ObjectNode>();
        var page = view.runs(Long.MAX_VALUE, MOST);
        while (!page.isEmpty() && found.size() < limit) {
            page.stream()
                    .map(Entry::document)
                    .filter(run -> wanted(call, run))
                    .limit(limit - (long) found.size())
                    .forEach(found::add);
            page = view.runs(page.get(page.size() - 1).seq(), MOST);
        }
        return found;
    }

    private static boolean wanted(Call call, ObjectNode run) {
        var sources = call.list("source");
        return is(call, "entity", run.path("entity").path("identifier").asText())
                && is(
                        call,
                        "blueprint",
                        run.path("blueprint").path("identifier").asText())
                && is(call, "action", run.path("action").path("identifier").asText())
                && is(call, "active", String.valueOf(active(run)))
                && Stream.of("user_id", "user_email")
                        .allMatch(user -> is(call, user, run.path("createdBy").asText()))
                && (sources.isEmpty() || sources.contains(run.path("source").asText()))
                && !call.list("exclude").contains(run.path("status").asText());
    }

    private static boolean active(ObjectNode run) {
        return List.of("IN_PROGRESS", "WAITING_FOR_APPROVAL")
                .contains(run.path("status").asText());
    }

    private static boolean is(Call call, String parameter, String value) {
        return call.query(parameter).filter(wanted -> !wanted.equals(value)).isEmpty();
    }

    private static ObjectNode named(View view, String identifier) {
        return view.run(identifier).orElseThrow(() -> Refusal.notFound("run \"" + identifier + "\" does not exist"));
    }

    private ObjectNode write(Call call, Function<Runs, ObjectNode> change) {
        return store.write(
                transaction -> change.apply(new Runs(transaction, call.author(clock), expressions, derivation)));
    }
}
