package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Changelog;
import io.atoll.catalog.internal.auth.Access;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.integration.Activity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Transaction;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** {@code /v1/integration}: what the catalog knows of each installation, and the state of its resyncs. */
final class IntegrationRoutes implements Routes {

    private static final String KIND = "integration";
    private static final Pattern IDENTIFIER = Pattern.compile("(?!\\s*$)[^\\p{Cntrl}\\p{Cs}]{1,1000}");
    private static final String REQUEST = "resync-request";
    private static final List<String> FIXED =
            List.of("_id", "_orgId", "identifier", "installationId", "createdAt", "createdBy");

    private static final List<String> METADATA = List.of(
            "_id",
            "identifier",
            "installationId",
            "integrationType",
            "installationAppType",
            "title",
            "version",
            "resyncState",
            "updatedAt");

    private final CatalogStore store;
    private final Clock clock;

    IntegrationRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var path = "/v1/integration";
        var one = Schema.named("Integration");
        router.get(
                        path,
                        Operation.of("List the integrations")
                                .query(Query.text("actionsProcessingEnabled", "Only those that do so, true or false"))
                                .answers("integrations", Schema.list("Integration"))
                                .by(this::list))
                .get(
                        path + "/provision-enabled",
                        Operation.of("List the types whose resources the catalog makes; there are none")
                                .answers("integrations", Schema.list(Schema.text()))
                                .by(call -> Answer.ok("integrations", Json.array())))
                .get(
                        path + "/metadata",
                        Operation.of("List the integrations without their configuration")
                                .answers("integrations", Schema.list(Schema.object("identifier", Schema.text())))
                                .by(this::metadata))
                .post(
                        path,
                        Operation.of("Register an integration")
                                .takes(Schema.named("IntegrationBody"))
                                .answers(201, "integration", one, "Registered")
                                .by(this::create))
                .get(
                        path + "/{integration}",
                        Operation.of("Show an integration")
                                .answers("integration", one)
                                .by(this::show))
                .patch(
                        path + "/{integration}",
                        Operation.of("Change an integration; without any change, ask it to resync")
                                .mayTake(Schema.object())
                                .answers("integration", one)
                                .by(this::change))
                .delete(
                        path + "/{integration}",
                        Operation.of("Forget an integration; its entities stay")
                                .answers()
                                .by(this::delete))
                .patch(
                        path + "/{integration}/config",
                        Operation.of("Change the mapping of an integration, and ask it to resync")
                                .takes(Schema.object("config", Schema.object()))
                                .answers("integration", one)
                                .by(this::configure))
                .patch(
                        path + "/{integration}/resync-state",
                        Operation.of("Tell the state of a resync")
                                .takes(Schema.named("ResyncState"))
                                .answers("integration", one)
                                .by(this::changeResyncState))
                .get(
                        path + "/{integration}/resync-request",
                        Operation.of("Show the last request to resync")
                                .answers("request", Schema.orNull(Schema.object("updatedAt", Schema.text())))
                                .by(this::resyncRequest));
    }

    private Answer list(Call call) {
        var processing = call.query("actionsProcessingEnabled");
        return Answer.list(
                "integrations",
                store.read(view -> view.documents(KIND, "")).values().stream()
                        .filter(document -> processing.isEmpty()
                                || processing
                                        .get()
                                        .equals(document.path("actionsProcessingEnabled")
                                                .asText("false")))
                        .map(document -> shown(call, document))
                        .toList());
    }

    /** What every member may know: no configuration. */
    private Answer metadata(Call call) {
        return Answer.list(
                "integrations",
                store.read(view -> view.documents(KIND, "")).values().stream()
                        .map(document -> shown(call, document).retain(METADATA))
                        .toList());
    }

    private Answer show(Call call) {
        var identifier = call.path("integration");
        var document = store.read(view -> view.document(KIND, identifier)).orElseThrow(() -> unknown(identifier));
        return Answer.ok("integration", shown(call, document));
    }

    private Answer create(Call call) throws IOException {
        var body = call.body();
        var identifier = Json.text(body, "installationId");
        if (identifier == null || !IDENTIFIER.matcher(identifier).matches()) {
            throw Refusal.invalid("the body must have required property 'installationId', a text of 1 to 1000"
                    + " characters, none of them a control character");
        }
        var now = Json.time(clock.instant());
        var document = body.deepCopy();
        document.put("identifier", identifier).put("integrationType", Json.text(body, "installationAppType"));
        if (!document.hasNonNull("installationType")) {
            document.put("installationType", "OnPrem");
        }
        for (var part : List.of("config", "changelogDestination", "resyncState")) {
            if (!document.path(part).isObject()) {
                document.putObject(part);
            }
        }
        document.put("clientId", call.client()).put("createdAt", now).put("createdBy", call.client());
        document.put("updatedAt", now).put("updatedBy", call.client());
        store.write(transaction -> {
            if (transaction.document(KIND, identifier).isPresent()) {
                throw Refusal.of(409, "identifier_taken", "integration \"" + identifier + "\" is already taken");
            }
            transaction.putDocument(KIND, identifier, document);
            return true;
        });
        return Answer.of(201, "integration", shown(call, document));
    }

    private Answer change(Call call) throws IOException {
        var body = call.body();
        var empty = body.isEmpty();
        body.remove(FIXED);
        return write(call, (transaction, document) -> {
            if (empty) {
                requestResync(transaction, call, document);
            }
            document.setAll(body);
            if (body.path("installationAppType").isTextual()) {
                document.set("integrationType", body.get("installationAppType"));
            }
        });
    }

    private Answer configure(Call call) throws IOException {
        var config = call.body().path("config");
        if (!config.isObject()) {
            throw Refusal.invalid("the body must have required property 'config', an object");
        }
        var quiet = "true".equals(call.request().getHeader("x-skip-resync"));
        return write(call, (transaction, document) -> {
            document.set("config", config);
            if (!quiet) {
                requestResync(transaction, call, document);
            }
        });
    }

    private Answer changeResyncState(Call call) throws IOException {
        var body = call.body();
        return write(call, (transaction, document) -> {
            var state = document.withObjectProperty("resyncState");
            state.setAll(body);
            state.put("updatedAt", Json.time(clock.instant()));
        });
    }

    private Answer delete(Call call) {
        var identifier = call.path("integration");
        store.write(transaction -> {
            if (!transaction.deleteDocument(KIND, identifier)) {
                throw unknown(identifier);
            }
            new Activity(transaction, clock.instant()).forget(identifier);
            for (var kind : List.of(REQUEST, ExampleRoutes.KIND, CursorRoutes.KIND)) {
                transaction.deleteDocument(kind, identifier);
                transaction
                        .documents(kind, identifier + "/")
                        .keySet()
                        .forEach(each -> transaction.deleteDocument(kind, each));
            }
            return true;
        });
        return Answer.ok();
    }

    private Answer resyncRequest(Call call) {
        var request = store.read(view -> view.document(REQUEST, call.path("integration")));
        return Answer.ok("request", request.<JsonNode>map(found -> found).orElse(NullNode.getInstance()));
    }

    private Answer write(Call call, BiConsumer<Transaction, ObjectNode> change) {
        var identifier = call.path("integration");
        var changed = store.write(transaction -> {
            var document = transaction.document(KIND, identifier).orElseThrow(() -> unknown(identifier));
            change.accept(transaction, document);
            document.put("updatedAt", Json.time(clock.instant())).put("updatedBy", call.client());
            transaction.putDocument(KIND, identifier, document);
            return document;
        });
        return Answer.ok("integration", shown(call, changed));
    }

    /** Keeps the request for those that ask for it, and tells it to the destination that the installation wants to be told at. */
    private void requestResync(Transaction transaction, Call call, ObjectNode document) {
        var author = call.author(clock);
        transaction.putDocument(
                REQUEST,
                call.path("integration"),
                Json.object().put("updatedAt", Json.time(author.now())).put("updatedBy", call.client()));
        var context = Json.object().put("integrationId", call.path("integration"));
        var after = document.deepCopy();
        new Changelog(transaction, author)
                .tell(document.path("changelogDestination"), "integration", "RESYNC", context, null, after);
    }

    private static ObjectNode shown(Call call, ObjectNode document) {
        var identifier = document.path("identifier").asText();
        var ingest = IngestRoutes.address(call, identifier);
        var shown = document.deepCopy();
        shown.put("_id", identifier).put("_orgId", Access.ORGANIZATION);
        shown.putObject("logAttributes").put("ingestId", identifier).put("ingestUrl", ingest + "/logs");
        shown.putObject("metricAttributes").put("ingestId", identifier).put("ingestUrl", ingest + "/metrics");
        shown.putObject("ingestAttributes").put("ingestUrl", ingest);
        return shown;
    }

    private static Refusal unknown(String identifier) {
        return Refusal.notFound("integration \"" + identifier + "\" does not exist");
    }
}
