package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Transaction;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** {@code /v1/pages} and the sidebar: documents that are kept and given back; Atoll's own pages do not come from them. */
final class PageRoutes implements Routes {

    private static final Shelf PAGES = new Shelf("page");
    private static final Shelf FOLDERS = new Shelf("folder");

    private final CatalogStore store;
    private final Clock clock;

    PageRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var page = Schema.named("Page");
        var identified = Schema.text();
        router.get(
                        "/v1/pages",
                        Operation.of("List the pages")
                                .answers("pages", Schema.list("Page"))
                                .by(call -> Answer.list("pages", store.read(view -> PAGES.all(view, "")))))
                .post(
                        "/v1/pages",
                        Operation.of("Create a page")
                                .takes(Schema.object())
                                .answers(201, "identifier", identified, "Created")
                                .by(this::create))
                .get(
                        "/v1/pages/{page}",
                        Operation.of("Show a page").answers("page", page).by(this::show))
                .put(
                        "/v1/pages/{page}",
                        Operation.of("Replace a page")
                                .takes(Schema.object())
                                .answers("page", page)
                                .by(call -> change(call, true)))
                .patch(
                        "/v1/pages/{page}",
                        Operation.of("Replace top-level keys of a page")
                                .takes(Schema.object())
                                .answers("page", page)
                                .by(call -> change(call, false)))
                .delete(
                        "/v1/pages/{page}",
                        Operation.of("Delete a page").answers().by(call -> delete(call, PAGES, "page")))
                .patch(
                        "/v1/pages/{page}/widgets/{widget}",
                        Operation.of("Change a widget of a page")
                                .takes(Schema.object())
                                .answers("identifier", identified)
                                .by(this::changeWidget))
                .delete(
                        "/v1/pages/{page}/widgets/{widget}",
                        Operation.of("Delete a widget of a page")
                                .answers("identifier", identified)
                                .by(this::deleteWidget))
                .get(
                        "/v1/sidebars/catalog",
                        Operation.of("Show the order of folders and pages")
                                .answers("sidebar", Schema.named("Sidebar"))
                                .by(this::sidebar))
                .post(
                        "/v1/sidebars/catalog/folders",
                        Operation.of("Create a folder")
                                .takes(Schema.object())
                                .answers(201, "identifier", identified, "Created")
                                .by(this::createFolder))
                .patch(
                        "/v1/sidebars/catalog/folders/{folder}",
                        Operation.of("Change a folder")
                                .takes(Schema.object())
                                .answers("identifier", identified)
                                .by(this::changeFolder))
                .delete(
                        "/v1/sidebars/catalog/folders/{folder}",
                        Operation.of("Delete a folder").answers().by(call -> delete(call, FOLDERS, "folder")));
        new Permissions(store, "page", Permissions.PAGE).addTo(router, "/v1/pages/{identifier}/permissions");
    }

    private Answer create(Call call) throws IOException {
        return create(call, PAGES, "p_");
    }

    private Answer createFolder(Call call) throws IOException {
        return create(call, FOLDERS, "f_");
    }

    private Answer create(Call call, Shelf shelf, String prefix) throws IOException {
        var body = call.body();
        var identifier = Names.entity(
                Optional.ofNullable(Json.text(body, "identifier")).orElseGet(() -> Names.random(prefix, 16)));
        store.write(transaction -> shelf.create(transaction, call.author(clock), "", identifier, body));
        return new Answer.Document(201, Json.object().put("ok", true).put("identifier", identifier));
    }

    private Answer show(Call call) {
        return Answer.ok("page", store.read(view -> PAGES.named(view, "", call.path("page"))));
    }

    private Answer change(Call call, boolean whole) throws IOException {
        var body = call.body();
        var author = call.author(clock);
        var changed = store.write(transaction -> whole
                ? PAGES.replace(transaction, author, "", call.path("page"), body)
                : PAGES.merge(transaction, author, "", call.path("page"), body));
        return Answer.ok("page", changed);
    }

    private Answer changeFolder(Call call) throws IOException {
        var body = call.body();
        store.write(transaction -> FOLDERS.merge(transaction, call.author(clock), "", call.path("folder"), body));
        return identified(call.path("folder"));
    }

    private Answer delete(Call call, Shelf shelf, String parameter) {
        store.write(transaction -> {
            shelf.delete(transaction, call.author(clock), "", call.path(parameter));
            return true;
        });
        return Answer.ok();
    }

    private Answer changeWidget(Call call) throws IOException {
        var body = call.body();
        store.write(transaction -> {
            var page = PAGES.named(transaction, "", call.path("page"));
            widget(page, call).setAll(body);
            return save(transaction, call, page);
        });
        return identified(call.path("widget"));
    }

    private Answer deleteWidget(Call call) {
        store.write(transaction -> {
            var page = PAGES.named(transaction, "", call.path("page"));
            var widget = widget(page, call);
            remove((ArrayNode) page.path("widgets"), widget);
            return save(transaction, call, page);
        });
        return identified(call.path("widget"));
    }

    private ObjectNode save(Transaction transaction, Call call, ObjectNode page) {
        return PAGES.replace(transaction, call.author(clock), "", call.path("page"), page);
    }

    private static ObjectNode widget(ObjectNode page, Call call) {
        for (var widget : page.path("widgets")) {
            if (widget instanceof ObjectNode found && found.path("id").asText().equals(call.path("widget"))) {
                return found;
            }
        }
        throw Refusal.notFound("page \"" + call.path("page") + "\" has no widget \"" + call.path("widget") + "\"");
    }

    private static void remove(ArrayNode widgets, ObjectNode widget) {
        for (var i = widgets.size() - 1; i >= 0; i--) {
            if (widgets.get(i).equals(widget)) {
                widgets.remove(i);
            }
        }
    }

    private Answer sidebar(Call call) {
        var sidebar = Json.object().put("identifier", "catalog");
        var items = sidebar.putArray("items");
        store.read(view -> FOLDERS.all(view, "")).forEach(folder -> items.add(item(folder, "folder")));
        store.read(view -> PAGES.all(view, "")).forEach(page -> items.add(item(page, "page")));
        return Answer.ok("sidebar", sidebar);
    }

    private static ObjectNode item(ObjectNode document, String type) {
        var item = Json.object().put("sidebar", "catalog").put("sidebarType", type);
        for (var key : new String[] {"identifier", "title", "parent", "after"}) {
            if (document.has(key)) {
                item.set(key, document.get(key));
            }
        }
        return item;
    }

    private static Answer identified(String identifier) {
        return new Answer.Document(200, Json.object().put("ok", true).put("identifier", identifier));
    }
}
