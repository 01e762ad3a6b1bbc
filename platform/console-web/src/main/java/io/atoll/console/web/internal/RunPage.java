package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run in all its parts: kinds, gaps, failures with their raw item, deletions. */
final class RunPage {

    private final Place place;
    private final RunReport run;

    RunPage(Place place, RunReport run) {
        this.place = place;
        this.run = run;
    }

    Html content() {
        List<Html> parts = new ArrayList<>(List.of(summary(), kinds(), deletion()));
        run.kinds().forEach(kind -> parts.add(gapsAndFailures(kind)));
        return join(parts);
    }

    private Html summary() {
        List<Html> facts = new ArrayList<>(List.of(
                fact("Integration", text(run.integration().toString())),
                fact("Status", Badge.of(run.status())),
                fact("Trigger", text(run.trigger())),
                fact("Began", text(Times.moment(run.startedAt()))),
                fact("Ended", text(run.endedAt().map(Times::moment).orElse("not yet"))),
                fact("Entities held at the beginning", text(run.held()))));
        if (!run.reason().isEmpty()) {
            facts.add(fact("Reason", text(run.reason())));
        }
        Html cancel = run.status() == Status.RUNNING
                ? element(
                        "div",
                        attribute("class", "actions"),
                        place.button("/cancel", "run", run.id().value(), "Cancel", "Cancel this run"),
                        element(
                                "p",
                                attribute("class", "none"),
                                text("This page looks again by itself until the run ends.")))
                : Html.NOTHING;
        return join(element("dl", attribute("class", "facts"), join(facts)), cancel);
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
                        deletion.pending().stream().map(Object::toString).toList()));
    }

    private static Html gapsAndFailures(KindReport kind) {
        if (kind.gaps().isEmpty() && kind.failures().isEmpty()) {
            return Html.NOTHING;
        }
        return element(
                "section",
                element("h2", text("What is missing of " + kind.label())),
                list("Not read", kind.gaps()),
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
