package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run in all its parts: kinds, gaps, notes, failures with their raw item, deletions and their certificate, changes. */
final class RunPage {

    private final Place place;
    private final SyncEngine engine;
    private final RunReport run;

    RunPage(Place place, SyncEngine engine, RunReport run) {
        this.place = place;
        this.engine = engine;
        this.run = run;
    }

    Html content() {
        List<Html> parts = new ArrayList<>(List.of(summary(), kinds(), deletion()));
        run.kinds().forEach(kind -> parts.add(gapsAndFailures(kind)));
        if (run.kinds().stream().anyMatch(kind -> kind.failed() > 0)) {
            parts.add(element(
                    "p", place.link(Place.path(run.id()) + "/failures/1", "All failures with their raw records")));
        }
        if (run.status() != Status.RUNNING) {
            parts.add(new ChangeList(place, engine, run.id()).changes(1));
        }
        return join(parts);
    }

    /** What a run is to do, in a word. */
    static String mode(RunReport run) {
        return run.mode().name().toLowerCase(Locale.ROOT);
    }

    private Html summary() {
        List<Html> facts = new ArrayList<>(List.of(
                fact("Integration", text(run.integration().toString())),
                fact("Status", Badge.of(run.status())),
                fact("Mode", text(mode(run))),
                fact("Epoch", text(run.epoch())),
                fact("Trigger", text(run.trigger())),
                fact("Began", text(Times.moment(run.startedAt()))),
                fact("Ended", text(run.endedAt().map(Times::moment).orElse("not yet"))),
                fact("Entities held at the beginning", text(run.held()))));
        if (!run.reason().isEmpty()) {
            facts.add(fact("Reason", text(run.reason())));
        }
        return join(element("dl", attribute("class", "facts"), join(facts)), actions());
    }

    private Html actions() {
        String id = run.id().value();
        return switch (run.status()) {
            case RUNNING ->
                actions(
                        "This page looks again by itself until the run ends.",
                        place.button("/cancel", "run", id, "Cancel", "Cancel this run"));
            case HELD ->
                switch (run.mode()) {
                    case PLAN -> apply("What is held will wait for a person.");
                    case EFFECT -> Html.NOTHING;
                    case FULL, INCREMENTAL, APPLY, APPROVED ->
                        actions(
                                "Deletions wait for a person. What is rejected waits again after the next run if it is still not"
                                        + " produced.",
                                place.button("/approve", "run", id, "Approve", "Approve the deletions of this run"),
                                place.second("/reject", "run", id, "Reject", "Reject the deletions of this run"));
                };
            case COMPLETE -> run.mode() == Mode.PLAN ? apply("") : Html.NOTHING;
            case INCOMPLETE ->
                run.mode() == Mode.PLAN
                        ? apply("It is not known how what could not be read would change.")
                        : Html.NOTHING;
            case SUSPENDED, INTERRUPTED, FAILED -> Html.NOTHING;
        };
    }

    private Html apply(String remark) {
        return actions(
                ("Applying makes exactly the changes below, or none if anything moved on since. " + remark).strip(),
                place.button("/apply", "run", run.id().value(), "Apply", "Apply this plan"));
    }

    private static Html actions(String sentence, Html... buttons) {
        return element(
                "div",
                attribute("class", "actions"),
                join(buttons),
                element("p", attribute("class", "none"), text(sentence)));
    }

    private static Html fact(String name, Html value) {
        return element("div", element("dt", text(name)), element("dd", value));
    }

    private Html kinds() {
        Table table = new Table(
                "Kinds",
                "The mapping names no kind.",
                "Resource",
                "State",
                "Fetched",
                "Created",
                "Updated",
                "Unchanged",
                "Filtered",
                "Failed");
        for (KindReport kind : run.kinds()) {
            table.row(
                    text(kind.label()),
                    Badge.of(kind.state()),
                    text(kind.fetched()),
                    text(kind.created()),
                    text(kind.updated()),
                    text(kind.unchanged()),
                    text(kind.filtered()),
                    text(kind.failed()));
        }
        return table.section();
    }

    private Html deletion() {
        Deletion deletion = run.deletion();
        return element(
                "section",
                element("h2", text("Deletions")),
                element(
                        "p",
                        text(deletion.stale() + " entities are not produced any more; " + deletion.deleted()
                                + " were deleted.")),
                list("Kept because", deletion.withheld()),
                list(
                        "Waiting for approval",
                        deletion.pending().stream().map(Object::toString).toList()),
                list("Certificate", engine.certificate(run.id())));
    }

    private static Html gapsAndFailures(KindReport kind) {
        if (kind.gaps().isEmpty() && kind.notes().isEmpty() && kind.failures().isEmpty()) {
            return Html.NOTHING;
        }
        return element(
                "section",
                element(
                        "h2",
                        text((kind.gaps().isEmpty() && kind.failures().isEmpty() ? "About " : "What is missing of ")
                                + kind.label())),
                list("Not read", kind.gaps()),
                list("Notes", kind.notes()),
                join(kind.failures().stream().map(RunPage::failure).toList()));
    }

    private static Html failure(Failure failure) {
        return element(
                "details",
                element("summary", text(failure.stage() + ": " + failure.reason())),
                element("pre", attribute("tabindex", "0"), text(failure.item())));
    }

    private static Html list(String heading, List<String> lines) {
        return lines.isEmpty()
                ? Html.NOTHING
                : join(
                        element("h3", text(heading)),
                        element(
                                "ul",
                                join(lines.stream()
                                        .map(line -> element("li", text(line)))
                                        .toList())));
    }

    /** While it runs, a browser shall look again. */
    Optional<Duration> refresh() {
        return run.status() == Status.RUNNING ? Optional.of(Duration.ofSeconds(2)) : Optional.empty();
    }
}
