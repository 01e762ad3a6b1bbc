package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Pattern;

/** {@code /v1/organization/secrets}: the names of secrets. Nothing here uses the values, so they are not kept at all. */
final class SecretRoutes implements Routes {

    private static final Shelf SECRETS = new Shelf("secret");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final CatalogStore store;
    private final Clock clock;

    SecretRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var path = "/v1/organization/secrets";
        var one = Schema.named("Secret");
        router.get(
                        path,
                        Operation.of("List the names of the secrets")
                                .answers("secrets", Schema.list("Secret"))
                                .by(call -> Answer.list("secrets", store.read(view -> SECRETS.all(view, "")))))
                .post(
                        path,
                        Operation.of("Name a secret; its value is not kept")
                                .takes(Schema.named("SecretBody"))
                                .answers("secret", one)
                                .by(this::create))
                .get(
                        path + "/{secret}",
                        Operation.of("Show the name of a secret")
                                .answers("secret", one)
                                .by(this::show))
                .patch(
                        path + "/{secret}",
                        Operation.of("Change the description of a secret")
                                .takes(Schema.object())
                                .answers("secret", one)
                                .by(this::change))
                .delete(
                        path + "/{secret}",
                        Operation.of("Delete the name of a secret").answers().by(this::delete));
    }

    private Answer create(Call call) throws IOException {
        var body = call.body();
        var name = Json.text(body, "secretName");
        if (name == null || !NAME.matcher(name).matches()) {
            throw Refusal.invalid("\"secretName\" must be 1 to 100 letters, digits, _ or -");
        }
        var secret = named(body, name);
        return Answer.ok(
                "secret",
                store.write(transaction -> SECRETS.create(transaction, call.author(clock), "", name, secret)));
    }

    private Answer show(Call call) {
        return Answer.ok("secret", store.read(view -> SECRETS.named(view, "", call.path("secret"))));
    }

    private Answer change(Call call) throws IOException {
        var secret = named(call.body(), call.path("secret"));
        return Answer.ok(
                "secret",
                store.write(transaction ->
                        SECRETS.merge(transaction, call.author(clock), "", call.path("secret"), secret)));
    }

    private Answer delete(Call call) {
        store.write(transaction -> {
            SECRETS.delete(transaction, call.author(clock), "", call.path("secret"));
            return true;
        });
        return Answer.ok();
    }

    private static ObjectNode named(ObjectNode body, String name) {
        var secret = Json.object().put("secretName", name);
        if (body.path("description").isTextual()) {
            secret.set("description", body.get("description"));
        }
        return secret;
    }
}
