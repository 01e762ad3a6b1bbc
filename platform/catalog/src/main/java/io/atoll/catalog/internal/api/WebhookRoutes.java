package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.webhook.Intake;
import io.atoll.catalog.internal.webhook.WebhookCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * {@code /v1/webhooks}, and the addresses that other systems post events to. These need no token: who posts knows the random key in the
 * address, and signs the event if the webhook asks for it.
 */
final class WebhookRoutes implements Routes {

    /** Where events are posted, before the key. */
    static final String INTAKE = "/v1/events/";

    private static final Shelf WEBHOOKS = new Shelf("webhook");
    private static final String KEYS = "webhook-key";
    private static final int MOST_BYTES = 512 << 10;

    private final CatalogStore store;
    private final Clock clock;
    private final Expressions expressions;
    private final Derivation derivation;

    WebhookRoutes(CatalogStore store, Clock clock, Expressions expressions, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.expressions = expressions;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var one =
                Schema.with(Schema.answer("integration", Schema.named("Webhook")), "webhook", Schema.named("Webhook"));
        var list = Schema.list("Webhook");
        router.get(
                        "/v1/webhooks",
                        Operation.of("List the webhooks")
                                .answers("integrations", list)
                                .by(this::list))
                .get(
                        "/v1/webhooks/metadata",
                        Operation.of("List the webhooks")
                                .answers("integrations", list)
                                .by(this::list))
                .post(
                        "/v1/webhooks",
                        Operation.of("Create a webhook")
                                .takes(Schema.named("WebhookBody"))
                                .answers(201, "Created", one)
                                .by(this::create))
                .get(
                        "/v1/webhooks/{webhook}",
                        Operation.of("Show a webhook").answers(200, "Done", one).by(this::show))
                .put(
                        "/v1/webhooks/{webhook}",
                        Operation.of("Replace a webhook")
                                .takes(Schema.named("WebhookBody"))
                                .answers(200, "Done", one)
                                .by(call -> change(call, true)))
                .patch(
                        "/v1/webhooks/{webhook}",
                        Operation.of("Replace top-level keys of a webhook")
                                .takes(Schema.object())
                                .answers(200, "Done", one)
                                .by(call -> change(call, false)))
                .delete(
                        "/v1/webhooks/{webhook}",
                        Operation.of("Delete a webhook").answers().by(this::delete))
                .post(
                        INTAKE + "{key}",
                        Operation.of("Post an event to a webhook, signed if it asks for that")
                                .open()
                                .query(Query.any("What the mappings see as queryParams"))
                                .takes(Json.object())
                                .answers(202, "Taken", Schema.named("Taken"))
                                .by(this::take));
    }

    private Answer list(Call call) {
        return Answer.list(
                "integrations",
                store.read(view -> WEBHOOKS.all(view, "")).stream()
                        .map(webhook -> shown(call, webhook))
                        .toList());
    }

    private Answer show(Call call) {
        return answer(200, call, store.read(view -> WEBHOOKS.named(view, "", call.path("webhook"))));
    }

    private Answer create(Call call) throws IOException {
        var body = call.body();
        new WebhookCheck(expressions).check(body);
        var identifier = Names.entity(
                Optional.ofNullable(Json.text(body, "identifier")).orElseGet(() -> Names.random("w_", 16)));
        var key = Names.random("", 24);
        var made = store.write(transaction -> {
            body.put("webhookKey", key);
            var webhook = WEBHOOKS.create(transaction, call.author(clock), "", identifier, body);
            transaction.putDocument(KEYS, key, Json.object().put("webhook", identifier));
            return webhook;
        });
        return answer(201, call, made);
    }

    private Answer change(Call call, boolean whole) throws IOException {
        var body = call.body();
        var changed = store.write(transaction -> {
            var before = WEBHOOKS.named(transaction, "", call.path("webhook"));
            var after = whole ? body : before.deepCopy().setAll(body);
            ObjectNode document = after.deepCopy();
            document.set("webhookKey", before.get("webhookKey"));
            new WebhookCheck(expressions).check(document);
            return WEBHOOKS.replace(transaction, call.author(clock), "", call.path("webhook"), document);
        });
        return answer(200, call, changed);
    }

    private Answer delete(Call call) {
        store.write(transaction -> {
            var webhook = WEBHOOKS.named(transaction, "", call.path("webhook"));
            WEBHOOKS.delete(transaction, call.author(clock), "", call.path("webhook"));
            Intake.forget(transaction, call.path("webhook"));
            return transaction.deleteDocument(KEYS, webhook.path("webhookKey").asText());
        });
        return Answer.ok();
    }

    private Answer take(Call call) throws IOException {
        var bytes = call.bytes(MOST_BYTES);
        var webhook = store.read(view -> view.document(KEYS, call.path("key"))
                        .map(key -> WEBHOOKS.named(view, "", key.path("webhook").asText())))
                .orElseThrow(() -> Refusal.notFound("there is no webhook at this address"));
        var header = Json.text(webhook.path("security"), "signatureHeaderName");
        Intake.authenticate(
                webhook,
                bytes,
                Optional.ofNullable(header == null ? null : call.request().getHeader(header)));
        var event = Json.object();
        event.set("body", Call.parsed(bytes));
        event.set("headers", call.headers());
        event.set("queryParams", call.query().document());
        var result = webhook.path("enabled").asBoolean()
                ? store.write(transaction ->
                        new Intake(transaction, webhook, clock.instant(), expressions, derivation).take(event))
                : Json.object();
        return new Answer.Document(202, result.put("ok", true));
    }

    /** One webhook, under both of the names that clients look for. */
    private static Answer answer(int status, Call call, ObjectNode webhook) {
        var shown = shown(call, webhook);
        return new Answer.Document(
                status,
                Json.object()
                        .put("ok", true)
                        .<ObjectNode>set("integration", shown)
                        .set("webhook", shown));
    }

    private static ObjectNode shown(Call call, ObjectNode webhook) {
        return webhook.deepCopy()
                .put("url", call.origin() + INTAKE + webhook.path("webhookKey").asText());
    }
}
