package io.atoll.catalog.internal.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.jq.Templates;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Starts, hands out, changes and ends runs of actions, within one transaction. */
public final class Runs {

    /** The kind of the logs of runs. */
    public static final String LOG = "run-log";

    private static final int MOST_LINES = 10_000;
    private static final int PAGE = 200;
    private static final Set<String> RESULTS = Set.of("SUCCESS", "FAILURE");
    private static final List<String> CHANGEABLE = List.of("statusLabel", "summary", "externalRunId", "message");

    private final Transaction transaction;
    private final Author author;
    private final Templates templates;
    private final Derivation derivation;

    public Runs(Transaction transaction, Author author, Expressions expressions, Derivation derivation) {
        this.transaction = transaction;
        this.author = author;
        this.templates = new Templates(expressions);
        this.derivation = derivation;
    }

    /** Starts a run of an action; one that needs approval, or an installation, waits for it. */
    public ObjectNode start(String identifier, ObjectNode body) {
        var action = new Shelf("action").named(transaction, "", identifier);
        Actions.checkRunnable(action);
        if (!(body.get("properties") instanceof ObjectNode properties)) {
            throw Refusal.invalid("the body must have required property 'properties', an object");
        }
        var inputs = Actions.inputs(action, properties);
        var blueprint = Json.text(action.path("trigger"), "blueprintIdentifier");
        var entity = Json.text(body, "entity");
        if (entity != null && blueprint != null) {
            var ref = new Ref(blueprint, entity);
            if (transaction.entity(ref).isEmpty()) {
                throw Refusal.notFound("entity \"" + ref + "\" does not exist");
            }
        }
        var now = Json.time(author.now());
        var method = templates.filled(action.path("invocationMethod"), input(action, inputs, body));
        var document = Json.object().put("id", Names.random("r_", 16));
        document.putObject("action")
                .put("identifier", identifier)
                .put("title", action.path("title").asText(identifier))
                .put("icon", action.path("icon").asText(""))
                .put("deleted", false);
        if (blueprint == null) {
            document.putNull("blueprint");
        } else {
            document.putObject("blueprint").put("identifier", blueprint).put("title", title(blueprint));
        }
        if (entity == null) {
            document.putNull("entity");
        } else {
            document.putObject("entity").put("identifier", entity);
        }
        document.set("properties", inputs);
        document.put("statusLabel", "").put("summary", "").put("source", "API").putArray("link");
        document.put("requiredApproval", approval(action));
        document.putNull("approval").putNull("response").set("payload", method);
        document.put("createdBy", author.client()).put("createdAt", now);
        var run = new Run(document);
        run.enter(approval(action) ? "WAITING_FOR_APPROVAL" : "IN_PROGRESS", author.now());
        if (method.path("type").asText().equals("INTEGRATION_ACTION")) {
            document.put("pendingExecution", true)
                    .put("installationId", method.path("installationId").asText());
        }
        execute(run);
        return save(run);
    }

    /** Does what the catalog can do itself, once nobody needs to approve it. What cannot be done fails the run, and says why in its summary. */
    private void execute(Run run) {
        var invocation = run.document().path("payload");
        if (!invocation.path("type").asText().equals(Upsert.TYPE)
                || !run.status().equals("IN_PROGRESS")) {
            return;
        }
        try {
            var written = new Upsert(transaction, author, derivation).write(invocation, run.identifier());
            run.document().put("summary", "wrote entity \"" + written + "\"");
            run.enter("SUCCESS", author.now());
        } catch (Refusal e) {
            run.document().put("summary", e.message());
            run.enter("FAILURE", author.now());
        }
    }

    /** What the programs in the invocation see. */
    private ObjectNode input(ObjectNode action, ObjectNode inputs, ObjectNode body) {
        var input = Json.object();
        input.set("inputs", inputs);
        input.set("action", action);
        var trigger = input.putObject("trigger").put("at", Json.time(author.now()));
        trigger.putObject("by").putObject("user").put("email", author.client());
        trigger.set("operation", action.path("trigger").path("operation"));
        var blueprint = Json.text(action.path("trigger"), "blueprintIdentifier");
        var entity = Json.text(body, "entity");
        if (blueprint != null && entity != null) {
            transaction.entity(new Ref(blueprint, entity)).ifPresent(found -> input.set("entity", found.document()));
        }
        return input;
    }

    /** Changes a run that goes on. */
    public ObjectNode change(String identifier, ObjectNode body) {
        var run = named(identifier);
        run.refuseIfFinished();
        for (var key : CHANGEABLE) {
            var value = body.get(key);
            if (value != null && !value.isNull() && !value.isTextual()) {
                throw Refusal.invalid("\"" + key + "\" must be a text");
            }
            if (value != null) {
                run.document().set(key, value);
            }
        }
        if (body.hasNonNull("link")) {
            var links = run.document().putArray("link");
            Json.texts(body.get("link")).forEach(links::add);
        }
        if (body.hasNonNull("status")) {
            run.enter(result(body.path("status")), author.now());
        }
        return save(run);
    }

    /** Adds a line to the log of a run, and ends the run if the line says so. */
    public ObjectNode log(String identifier, ObjectNode body) {
        var run = named(identifier);
        var message = Json.text(body, "message");
        if (message == null) {
            throw Refusal.invalid("the body must have required property 'message', a text");
        }
        if (body.hasNonNull("terminationStatus")) {
            run.refuseIfFinished();
            run.enter(result(body.path("terminationStatus")), author.now());
        }
        if (body.path("statusLabel").isTextual()) {
            run.document().set("statusLabel", body.get("statusLabel"));
        }
        save(run);
        var line = Json.object().put("id", Names.random("log_", 16)).put("runId", identifier);
        line.put("message", message).put("createdBy", author.client()).put("createdAt", Json.time(author.now()));
        transaction.addEntries(LOG, identifier, List.of(line), MOST_LINES);
        return line;
    }

    /** Lets a run that waits for approval go on, or ends it. */
    public ObjectNode decide(String identifier, ObjectNode body) {
        var run = named(identifier);
        if (!run.status().equals("WAITING_FOR_APPROVAL")) {
            throw Refusal.of(422, "run_not_waiting", "run \"" + identifier + "\" does not wait for approval");
        }
        var decision = body.path("status").asText();
        var approval = run.document().putObject("approval").put("userId", author.client());
        approval.put("state", decision).put("description", Json.text(body, "description"));
        switch (decision) {
            case "APPROVE" -> run.enter("IN_PROGRESS", author.now());
            case "DECLINE" -> run.enter("DECLINED", author.now());
            default -> throw Refusal.invalid("\"status\" must be \"APPROVE\" or \"DECLINE\"");
        }
        execute(run);
        return save(run);
    }

    /** Keeps what the called system answered. */
    public ObjectNode respond(String identifier, ObjectNode body) {
        var run = named(identifier);
        run.document().set("response", body.has("response") ? body.path("response") : body);
        return save(run);
    }

    /** Hands the oldest waiting runs of an installation out; nobody else gets them for as long as the installation asked. */
    public List<ObjectNode> claim(String installation, int limit, Duration visibility, Set<String> exclude) {
        var claimed = new ArrayList<ObjectNode>();
        var after = 0L;
        while (claimed.size() < limit) {
            var page = transaction.pendingRuns(after, PAGE);
            for (var entry : page) {
                var run = new Run(entry.document());
                if (claimed.size() < limit && run.claimable(installation, exclude, author.now())) {
                    run.claim(author.now().plus(visibility));
                    claimed.add(save(run));
                }
                after = entry.seq();
            }
            if (page.isEmpty()) {
                break;
            }
        }
        return claimed;
    }

    /** Takes a run for good. */
    public ObjectNode acknowledge(String identifier) {
        var run = named(identifier);
        run.acknowledge();
        return save(run);
    }

    private ObjectNode save(Run run) {
        run.touch(author.now(), author.client());
        var external = Json.text(run.document(), "externalRunId");
        transaction.putRun(run.identifier(), run.action(), external, run.pending(), run.document());
        return run.document();
    }

    private Run named(String identifier) {
        return new Run(transaction
                .run(identifier)
                .orElseThrow(() -> Refusal.notFound("run \"" + identifier + "\" does not exist")));
    }

    private String title(String blueprint) {
        return transaction.blueprint(blueprint).map(found -> found.title()).orElse(blueprint);
    }

    private static boolean approval(ObjectNode action) {
        var required = action.path("requiredApproval");
        return required.asBoolean() || required.isObject();
    }

    private static String result(JsonNode status) {
        if (!status.isTextual() || !RESULTS.contains(status.textValue())) {
            throw Refusal.invalid("a run ends with \"SUCCESS\" or \"FAILURE\", not with " + status);
        }
        return status.textValue();
    }
}
