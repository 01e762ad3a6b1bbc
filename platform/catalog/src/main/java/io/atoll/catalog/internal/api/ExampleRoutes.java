package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;

/** {@code /v1/integration/{integration}/kinds}: examples of the raw data of an installation. */
final class ExampleRoutes implements Routes {

    /** The kind of the documents, named {@code integration/kind}. */
    static final String KIND = "examples";

    private final CatalogStore store;

    ExampleRoutes(CatalogStore store) {
        this.store = store;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var path = "/v1/integration/{integration}/kinds";
        router.get(
                        path,
                        Operation.of("Show examples of raw data, by kind")
                                .answers("data", Schema.object())
                                .by(this::list))
                .post(
                        path + "/{kind}/examples",
                        Operation.of("Send examples of raw data")
                                .takes(Schema.object("examples", Schema.list(Json.object())))
                                .answers()
                                .by(this::keep));
    }

    private Answer keep(Call call) throws IOException {
        if (!(call.body().get("examples") instanceof ArrayNode sent)) {
            throw Refusal.invalid("the body must have required property 'examples', a list");
        }
        var examples = Json.object();
        examples.putArray("examples").addAll(sent);
        store.write(transaction -> {
            transaction.putDocument(KIND, call.path("integration") + "/" + call.path("kind"), examples);
            return true;
        });
        return Answer.ok();
    }

    private Answer list(Call call) {
        var prefix = call.path("integration") + "/";
        var data = Json.object();
        store.read(view -> view.documents(KIND, prefix)).forEach((identifier, stored) -> {
            var examples = data.putObject(identifier.substring(prefix.length())).putArray("examples");
            for (var example : stored.path("examples")) {
                examples.addObject().put("_id", String.valueOf(examples.size())).set("data", example);
            }
        });
        return Answer.ok("data", data);
    }
}
