package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.SyncEngine;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a run changes or has found to delete, and what failed in it, page by page. */
final class ChangeList {

    private static final int VALUE = 300;
    private static final int DOCUMENT = 20_000;

    private final Place place;
    private final SyncEngine engine;
    private final RunId run;

    ChangeList(Place place, SyncEngine engine, RunId run) {
        this.place = place;
        this.engine = engine;
        this.run = run;
    }

    /** A section with the changes of one page, after what there is in all. */
    Html changes(int number) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Slice<Change> slice = Slice.of(
                number,
                consumer -> engine.changes(run, change -> {
                    counts.merge(word(change.action()) + " " + word(change.state()), 1L, Long::sum);
                    consumer.accept(change);
                }));
        Table table = new Table("Changes", "There are none.", "Action", "State", "Entity", "Resource", "Why", "What");
        for (Change change : slice.rows()) {
            table.row(
                    text(word(change.action())),
                    Badge.of(change.state()),
                    element("code", text(change.blueprint() + "/" + plain(change.identifier()))),
                    text(change.label()),
                    text(change.reason()),
                    what(change));
        }
        Html summary = counts.isEmpty()
                ? Html.NOTHING
                : element(
                        "p",
                        text(String.join(
                                ", ",
                                counts.entrySet().stream()
                                        .map(count -> count.getValue() + " " + count.getKey())
                                        .toList())));
        return join(table.section(summary), turning("changes", slice));
    }

    /** The failures of one page with their raw records. */
    Html failures(int number) {
        Slice<Failed> slice = Slice.of(number, consumer -> engine.failures(run, consumer));
        Html list = slice.rows().isEmpty()
                ? element("p", attribute("class", "none"), text("Nothing failed."))
                : join(slice.rows().stream().map(ChangeList::failure).toList());
        return join(element("section", element("h2", text("Failures")), list), turning("failures", slice));
    }

    private static Html failure(Failed failed) {
        String partition = failed.partition().isEmpty() ? "" : " in " + failed.partition();
        return document(failed.label() + partition + ", " + failed.stage() + ": " + failed.reason(), failed.item());
    }

    private static Html what(Change change) {
        Html differences = change.differences().isEmpty()
                ? Html.NOTHING
                : element(
                        "ul",
                        attribute("class", "differences"),
                        join(change.differences().stream()
                                .map(ChangeList::difference)
                                .toList()));
        JsonNode entity = change.entity();
        return entity == null ? differences : join(differences, document("Entity", entity));
    }

    private static Html difference(Difference difference) {
        return element(
                "li",
                text(difference.path() + ": "),
                element("del", text(cut(difference.before().toString(), VALUE))),
                text(" → "),
                element("ins", text(cut(difference.after().toString(), VALUE))));
    }

    private static Html document(String summary, JsonNode document) {
        return element(
                "details",
                element("summary", text(summary)),
                element("pre", attribute("tabindex", "0"), text(cut(document.toPrettyString(), DOCUMENT))));
    }

    private Html turning(String list, Slice<?> slice) {
        if (slice.number() == 1 && !slice.hasNext()) {
            return Html.NOTHING;
        }
        String path = Place.path(run) + "/" + list + "/";
        String where = slice.rows().isEmpty()
                ? "None of " + slice.total()
                : slice.first() + " to " + (slice.first() + slice.rows().size() - 1) + " of " + slice.total();
        return element(
                "nav",
                attribute("class", "turning"),
                attribute("aria-label", "Pages of " + list),
                slice.number() > 1 ? place.link(path + (slice.number() - 1), "Previous") : Html.NOTHING,
                element("span", text(where)),
                slice.hasNext() ? place.link(path + (slice.number() + 1), "Next") : Html.NOTHING);
    }

    private static String plain(JsonNode identifier) {
        return identifier.isTextual() ? identifier.asText() : identifier.toString();
    }

    private static String cut(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit)) + "…";
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
