package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.View;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The views of tables that people saved, each for one person or for all; kept in the catalog, with a history. */
final class SavedViews {

    private static final Shelf SHELF = new Shelf("view");
    private static final int MOST = 200;
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST = 20_000;

    private final CatalogStore store;

    SavedViews(CatalogStore store) {
        this.store = store;
    }

    /**
     * A saved view.
     *
     * @param identifier its identifier
     * @param title what people call it
     * @param shared whether all may see and change it
     * @param document all of it
     */
    record Saved(String identifier, String title, boolean shared, ObjectNode document) {}

    /** The views of a blueprint that a person may see, by title. */
    static List<Saved> of(View view, String blueprint, String person) {
        return SHELF.all(view, blueprint).stream()
                .filter(document -> visible(document, person))
                .map(SavedViews::saved)
                .sorted(Comparator.comparing((Saved saved) -> saved.title().toLowerCase(Locale.ROOT))
                        .thenComparing(Saved::identifier))
                .toList();
    }

    /** A view that must be there for a person. */
    static Saved named(View view, String blueprint, String identifier, String person) {
        return Optional.of(SHELF.named(view, blueprint, identifier))
                .filter(document -> visible(document, person))
                .map(SavedViews::saved)
                .orElseThrow(() -> Refusal.notFound("view \"" + identifier + "\" does not exist"));
    }

    /** Saves what a form says as a new view and goes to it. */
    String create(Visit visit) {
        visit.checkForm();
        var identifier = Names.random("view_", 12);
        var document = document(visit, Selection.of(visit).document());
        store.write(transaction -> {
            var blueprint =
                    Blueprints.named(transaction, visit.path("blueprint")).identifier();
            if (SHELF.all(transaction, blueprint).size() >= MOST) {
                throw Refusal.invalid("There are " + MOST + " views of this blueprint already. Delete one first.");
            }
            return SHELF.create(transaction, visit.author(), blueprint, identifier, document);
        });
        return visit.redirect(address(visit.path("blueprint"), identifier).toString());
    }

    /** Gives a view another title, and what the table shows now, if the form says so; goes to it. */
    String change(Visit visit) {
        visit.checkForm();
        var blueprint = visit.path("blueprint");
        var changed = document(visit, Selection.of(visit).document());
        store.write(transaction -> {
            var before = named(transaction, blueprint, visit.path("view"), visit.person());
            changed.set("owner", before.document().path("owner"));
            if (visit.parameter("replace").isEmpty()) {
                changed.set("selection", Json.object(before.document(), "selection"));
            }
            return SHELF.replace(transaction, visit.author(), blueprint, before.identifier(), changed);
        });
        return visit.redirect(address(blueprint, visit.path("view")).toString());
    }

    /** Deletes a view and goes to the whole table. */
    String delete(Visit visit) {
        visit.checkForm();
        var blueprint = visit.path("blueprint");
        store.write(transaction -> {
            var saved = named(transaction, blueprint, visit.path("view"), visit.person());
            SHELF.delete(transaction, visit.author(), blueprint, saved.identifier());
            return true;
        });
        return visit.redirect(Addresses.blueprint(blueprint));
    }

    /** Where a view is shown. */
    static Address address(String blueprint, String view) {
        return new Address(Addresses.blueprint(blueprint)).with("view", view);
    }

    private static ObjectNode document(Visit visit, ObjectNode selection) {
        var title = visit.parameter("title");
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw Refusal.invalid("A view needs a name of 1 to " + LONGEST_TITLE + " characters.");
        }
        if (Json.bytes(selection).length > LONGEST) {
            throw Refusal.invalid("This is too much to be saved as a view: more than " + LONGEST + " bytes.");
        }
        var document = Json.object().put("title", title).put("owner", visit.person());
        document.put("shared", !visit.parameter("shared").isEmpty());
        document.set("selection", selection);
        return document;
    }

    private static boolean visible(ObjectNode document, String person) {
        return document.path("shared").asBoolean()
                || document.path("owner").asText().equals(person);
    }

    private static Saved saved(ObjectNode document) {
        return new Saved(
                document.path("identifier").asText(),
                document.path("title").asText(),
                document.path("shared").asBoolean(),
                document);
    }
}
