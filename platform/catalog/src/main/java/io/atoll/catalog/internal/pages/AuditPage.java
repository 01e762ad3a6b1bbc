package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.audit.History;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.Audit;
import io.atoll.catalog.internal.store.AuditFilter;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Recorded;
import io.atoll.catalog.internal.store.View;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit log, the newest changes first, a page at a time. Who did it is no index of the store, so that filter looks at some thousand
 * changes and then goes on from a link.
 */
final class AuditPage {

    private static final int ROWS = 50;
    private static final int STEP = 250;
    private static final int STEPS = 20;
    private static final int OPEN_DIFFERENCES = 3;
    private static final List<String> COLUMNS = List.of("When", "Who", "What", "Changes");
    private static final List<String> RESOURCES = List.of(
            "entity",
            "blueprint",
            "scorecard",
            "view",
            "action",
            "webhook",
            "integration",
            "page",
            "folder",
            "user",
            "team");

    private final CatalogStore store;

    AuditPage(CatalogStore store) {
        this.store = store;
    }

    /**
     * A page of the log.
     *
     * @param audits the changes
     * @param next the number before which the next page begins; empty if there is none
     * @param unfinished whether there was too much to look at
     */
    private record Found(List<Recorded> audits, Optional<Long> next, boolean unfinished) {}

    String of(Visit visit) {
        var found = found(visit);
        return store.read(view -> Frame.audit(html -> new Rendering(html, view, visit).page(found)));
    }

    private Found found(Visit visit) {
        var filter = filter(visit);
        var who = visit.parameter("who").toLowerCase(Locale.ROOT);
        var before = Cursor.read(visit.parameter("before"), 1)
                .map(parts -> number(parts.get(0)))
                .orElse(Long.MAX_VALUE);
        var found = new ArrayList<Recorded>();
        var size = who.isEmpty() ? ROWS + 1 : STEP;
        for (var step = 0; step < STEPS; step++) {
            var from = before;
            var page = store.read(view -> view.audits(filter, from, size));
            for (var recorded : page) {
                if (matches(recorded.audit(), who)) {
                    found.add(recorded);
                }
                if (found.size() > ROWS) {
                    return new Found(
                            found.subList(0, ROWS),
                            Optional.of(found.get(ROWS - 1).seq()),
                            false);
                }
            }
            if (page.size() < size) {
                return new Found(found, Optional.empty(), false);
            }
            before = page.get(page.size() - 1).seq();
        }
        return new Found(found, Optional.of(before), true);
    }

    private static boolean matches(Audit audit, String who) {
        return who.isEmpty()
                || audit.by().toLowerCase(Locale.ROOT).contains(who)
                || audit.agent().toLowerCase(Locale.ROOT).contains(who)
                || Writer.brief(audit.agent()).toLowerCase(Locale.ROOT).contains(who);
    }

    private static AuditFilter filter(Visit visit) {
        var entity = visit.parameter("entity");
        var resource = entity.isEmpty() ? visit.parameter("what") : "entity";
        return new AuditFilter(
                null,
                resource.isEmpty() ? List.of() : List.of(resource),
                nullable(visit.parameter("blueprint")),
                nullable(entity),
                nullable(visit.parameter("action")),
                null,
                null,
                List.of(),
                time(visit, "from", Duration.ZERO),
                time(visit, "to", Duration.ofDays(1).minusNanos(1)));
    }

    private static @Nullable String nullable(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A day, or a time of a day, in UTC. */
    private static @Nullable Instant time(Visit visit, String name, Duration ofDay) {
        var text = visit.parameter(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .plus(ofDay)
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Refusal.invalid("\"" + text + "\" is no time: write 2026-01-31 or 2026-01-31T12:00, in UTC.");
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Cursor.refusal();
        }
    }

    /** One page under construction. */
    private record Rendering(Html html, View view, Visit visit) {

        void page(Found found) {
            form();
            if (found.unfinished()) {
                html.element(
                        "p",
                        "The search looked at " + STEP * STEPS
                                + " changes and is not at the end: the next page goes on with it.",
                        "class",
                        "notice",
                        "role",
                        "status");
            }
            if (found.audits().isEmpty()) {
                html.open("div", "class", "empty").element("p", "No change matches.");
                html.open("p")
                        .link(Addresses.AUDIT, "Show all changes")
                        .close("p")
                        .close("div");
            } else {
                html.table("Changes", COLUMNS, rows -> found.audits().forEach(this::row));
            }
            html.open("nav", "aria-label", "Paging", "class", "pages");
            if (!visit.parameter("before").isEmpty()) {
                html.link(here(), "First page");
            }
            found.next()
                    .ifPresent(
                            next -> html.link(here().with("before", Cursor.write(String.valueOf(next))), "Next page"));
            html.close("nav");
        }

        private Address here() {
            var here = new Address(Addresses.AUDIT);
            for (var name : List.of("what", "action", "who", "blueprint", "entity", "from", "to")) {
                here = here.with(name, visit.parameter(name));
            }
            return here;
        }

        private void form() {
            html.open("form", "method", "get", "action", Addresses.AUDIT, "class", "filters", "role", "search");
            choice("what", "What", RESOURCES);
            choice("action", "Change", List.of("CREATE", "UPDATE", "DELETE"));
            field("who", "Who", "text");
            choice(
                    "blueprint",
                    "Blueprint",
                    view.blueprints().stream()
                            .map(blueprint -> blueprint.identifier())
                            .toList());
            field("entity", "Entity, by identifier", "text");
            field("from", "From day (UTC)", "date");
            field("to", "To day (UTC)", "date");
            html.open("div").element("button", "Filter", "type", "submit").text(" ");
            html.link(Addresses.AUDIT, "Clear").close("div").close("form");
        }

        private void field(String name, String label, String type) {
            html.open("div").element("label", label, "for", name);
            html.open("input", "id", name, "name", name, "type", type, "value", visit.parameter(name))
                    .close("div");
        }

        private void choice(String name, String label, List<String> values) {
            var chosen = visit.parameter(name);
            html.open("div").element("label", label, "for", name).open("select", "id", name, "name", name);
            html.option("", "all", chosen.isEmpty());
            values.forEach(value -> html.option(value, value.toLowerCase(Locale.ROOT), value.equals(chosen)));
            if (!chosen.isEmpty() && !values.contains(chosen)) {
                html.option(chosen, chosen, true);
            }
            html.close("select").close("div");
        }

        private void row(Recorded recorded) {
            var audit = recorded.audit();
            html.open("tr").open("td");
            values().time(audit.at());
            html.close("td").open("td");
            html.element("span", who(audit), "title", audit.agent()).close("td").open("td");
            html.element("span", audit.action().toLowerCase(Locale.ROOT), "class", "badge " + tone(audit.action()));
            html.text(" " + audit.subject().resource() + " ");
            subject(audit.subject());
            html.close("td").open("td");
            changes(recorded);
            html.close("td").close("tr");
        }

        private static String who(Audit audit) {
            return audit.agent().equals(Visit.AGENT) ? audit.by() : Values.shortened(Writer.brief(audit.agent()), 60);
        }

        private static String tone(String action) {
            return switch (action) {
                case "CREATE" -> "good";
                case "DELETE" -> "bad";
                default -> "busy";
            };
        }

        /** What was changed, as a link if it is still there and has a page. */
        private void subject(Audit.Subject subject) {
            var ref = new Ref(subject.blueprint(), subject.identifier());
            if (subject.resource().equals("entity") && view.entity(ref).isPresent()) {
                values().entity(ref);
                html.text(" ").element("span", subject.blueprint(), "class", "none");
            } else if (subject.resource().equals("blueprint")
                    && view.blueprint(subject.identifier()).isPresent()) {
                html.link(Addresses.blueprint(subject.identifier()), subject.identifier());
            } else {
                html.element("code", Values.shortened(subject.identifier(), 80));
                html.text(" ").element("span", subject.blueprint(), "class", "none");
            }
        }

        private void changes(Recorded recorded) {
            var history = new History(view);
            var before = history.before(recorded);
            var after = history.after(recorded);
            var entity = recorded.audit().subject().resource().equals("entity");
            var differences = entity ? Difference.ofEntity(before, after) : Difference.ofDocument(before, after);
            if (differences.isEmpty()) {
                values().none();
                return;
            }
            var update = recorded.audit().action().equals("UPDATE");
            if (update && differences.size() <= OPEN_DIFFERENCES) {
                new Changes(html, values()).open(differences);
            } else {
                new Changes(html, values()).folded(differences);
            }
        }

        private Values values() {
            return new Values(html, view, new Times(visit.now()), Values.Size.CELL);
        }
    }
}
