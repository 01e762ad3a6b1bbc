package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Change.Difference;
import io.atoll.runner.internal.View.Changed;
import io.atoll.runner.internal.View.Dropped;
import io.atoll.runner.internal.View.Failure;
import io.atoll.runner.internal.View.KindChanges;
import io.atoll.runner.internal.View.ResourceView;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows views to a person: all of the first one, and of the others what is not as it was; what is wrong every time. */
final class TableScreen implements Screen {

    private static final int WIDTH = 400;

    private final PrintStream out;
    private final Map<String, ResourceView> shown = new HashMap<>();

    TableScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(View view) {
        out.println();
        out.println((view.integration().isEmpty() ? "nothing runs yet" : view.integration())
                + (view.build().isEmpty() ? "" : "  " + view.build()));
        view.check()
                .forEach(step -> line(
                        "check",
                        step.outcome().name().toLowerCase(Locale.ROOT) + "  " + step.name()
                                + (step.explanation().isEmpty() ? "" : ": " + step.explanation())));
        view.resources().forEach(this::show);
        view.changes().forEach(this::show);
        view.notes().forEach(note -> line("note", note.toString()));
        view.problems().forEach(problem -> line("problem", problem.toString()));
        out.println(conclusion(view) + " (" + seconds(view.millis()) + ")");
        out.flush();
    }

    private void show(ResourceView now) {
        @Nullable ResourceView before = shown.put(now.label(), now);
        out.println(now.label() + ": " + now.records() + (now.records() == 1 ? " record" : " records")
                + (now.asked() ? "" : " (kept)") + ", " + now.made() + (now.made() == 1 ? " entity" : " entities"));
        if (before == null || !before.raw().equals(now.raw())) {
            list("raw", now.raw());
        }
        if (before == null || !before.entities().equals(now.entities())) {
            list("entity", now.entities());
        }
        now.dropped().forEach(this::show);
        now.failures().forEach(this::show);
        if (now.broken() > now.failures().size()) {
            line("broken", "and " + (now.broken() - now.failures().size()) + " more");
        }
        now.gaps().forEach(gap -> line("not read", gap.toString()));
        if (before == null || !before.findings().equals(now.findings())) {
            now.findings().forEach(finding -> line("look at", finding.path() + " " + finding.message()));
        }
    }

    private void list(String title, List<JsonNode> values) {
        values.forEach(value -> line(title, value.toString()));
    }

    private void show(Dropped dropped) {
        line(
                "dropped",
                dropped.count() + " by " + dropped.reason()
                        + (dropped.expression().isEmpty() ? "" : " `" + dropped.expression() + "`")
                        + (dropped.first().isEmpty() ? "" : ": " + String.join(", ", dropped.first())));
    }

    private void show(Failure failure) {
        line(
                "broken",
                failure.part() + (failure.expression().isEmpty() ? "" : " `" + failure.expression() + "`") + " "
                        + failure.reason() + "; item " + failure.item());
    }

    private void show(KindChanges changes) {
        if (changes.none() && changes.unsure().isEmpty()) {
            return;
        }
        out.println(changes.kind() + " against the last run: " + changes.created() + " created, " + changes.changed()
                + " changed, " + changes.deleted() + " deleted, " + changes.unchanged() + " unchanged");
        changes.first().forEach(this::show);
        if (!changes.unsure().isEmpty()) {
            line("not deleted", changes.unsure());
        }
    }

    private void show(Changed changed) {
        line(changed.action(), changed.entity());
        for (Difference difference : changed.differences()) {
            line("", "  " + difference.path() + ": " + difference.before() + " → " + difference.after());
        }
    }

    private String conclusion(View view) {
        return switch (view.status()) {
            case COMPLETE -> view.changes().stream().allMatch(KindChanges::none) ? "complete, as before" : "complete";
            case INCOMPLETE -> "incomplete";
            case UNUSABLE ->
                view.resources().isEmpty()
                        ? "cannot be run so" + (shown.isEmpty() ? "" : "; what ran before goes on")
                        : "cannot be mapped";
        };
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }

    /** Text of third parties without what a terminal would obey, and not too long. */
    private void line(String title, String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        out.printf("  %-11s %s%n", title, plain.length() > WIDTH ? plain.substring(0, WIDTH) + "…" : plain);
    }
}
