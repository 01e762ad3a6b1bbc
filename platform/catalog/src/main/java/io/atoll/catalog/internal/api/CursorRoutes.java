package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;

/** {@code /v1/integration/{integration}/cursor}: how far the incremental resyncs of an installation came. */
final class CursorRoutes implements Routes {

    /** The kind of the documents, named {@code integration/kind/index}. */
    static final String KIND = "cursor";

    private final CatalogStore store;

    CursorRoutes(CatalogStore store) {
        this.store = store;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var path = "/v1/integration/{integration}/cursor";
        router.get(
                        path,
                        operation("Show how far an incremental resync came")
                                .answers("cursor", Schema.orNull(Schema.object()))
                                .by(this::show))
                .put(path, writing("Move the mark of an incremental resync").by(call -> write(call, true)))
                .post(path, writing("Set the mark of an incremental resync").by(call -> write(call, false)));
    }

    private static Operation operation(String summary) {
        return Operation.of(summary)
                .query(Query.text("kind", "The kind that is fetched"), Query.text("index", "Its place in the mapping"));
    }

    private static Operation writing(String summary) {
        return operation(summary).takes(Schema.object()).answers("cursor", Schema.object());
    }

    private Answer show(Call call) {
        var cursor = store.read(view -> view.document(KIND, name(call)));
        return Answer.ok("cursor", cursor.<JsonNode>map(found -> found).orElse(NullNode.getInstance()));
    }

    private Answer write(Call call, boolean mustExist) throws IOException {
        var body = call.body();
        store.write(transaction -> {
            if (mustExist && transaction.document(KIND, name(call)).isEmpty()) {
                throw Refusal.notFound("there is no cursor yet");
            }
            transaction.putDocument(KIND, name(call), body);
            return true;
        });
        return Answer.ok("cursor", body);
    }

    private static String name(Call call) {
        return call.path("integration") + "/" + call.query("kind").orElse("") + "/"
                + call.query("index").orElse("");
    }
}
