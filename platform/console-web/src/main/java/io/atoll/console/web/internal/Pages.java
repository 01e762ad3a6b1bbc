package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.join;

import io.atoll.access.Visitor;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Answer.Redirect;
import io.atoll.operation.Role;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The pages by path, below the root of a place:
 *
 * <ul>
 *   <li>{@code /}: integrations and the latest runs
 *   <li>{@code /runs}, {@code /runs/{id}}, {@code /providers}, {@code /deployments}
 *   <li>{@code /runs/{id}/changes/{page}}, {@code /runs/{id}/failures/{page}}: pages from 1
 *   <li>{@code POST /resync} and {@code /plan} with {@code integration}, {@code POST /apply}, {@code /approve}, {@code /reject} and
 *       {@code /cancel} with {@code run}; all with the visitor's token
 * </ul>
 */
@Component(service = Pages.class)
public final class Pages {

    private static final int LATEST = 10;
    private static final int MANY = 200;

    private static final Pattern LIST = Pattern.compile("(?<run>.+)/(?<list>changes|failures)/(?<number>[0-9]{1,8})");

    private final Platform platform;

    /** Shows this platform. */
    @Activate
    public Pages(@Reference Platform platform) {
        this.platform = platform;
    }

    /** Answers {@code GET}. */
    Answer get(Place place, String path) {
        Lists lists = new Lists(platform, place);
        return switch (path) {
            case "", "/" -> page("Overview", join(lists.integrations(), lists.runs("Latest runs", LATEST)));
            case "/runs" -> page("Runs", lists.runs("Runs", MANY));
            case "/providers" -> page("Providers", lists.providers());
            case "/deployments" -> page("Deployments", lists.deployments());
            default -> path.startsWith("/runs/") ? run(place, path.substring("/runs/".length())) : missing();
        };
    }

    /**
     * Answers {@code POST}.
     *
     * @param form gives the value of a field; {@code null} if the form has none
     */
    Answer post(Place place, String path, Form form) {
        boolean trusted = place.visitor()
                .filter(visitor -> visitor.sent(form.value(Place.TOKEN)))
                .isPresent();
        if (!trusted) {
            return Answer.sorry(
                    403, "Refused", "This form is not from this page, or you signed in anew since. Reload the page.");
        }
        if (place.visitor().stream()
                .noneMatch(visitor -> visitor.caller().role().includes(Role.OPERATOR))) {
            return Answer.sorry(403, "Not allowed", "This is for the role " + Role.OPERATOR + " and those above it.");
        }
        Optional<SyncEngine> engine = platform.engine();
        if (engine.isEmpty()) {
            return Answer.sorry(503, "Not running", Lists.MISSING_SERVICE);
        }
        String by = place.visitor().map(Visitor::name).orElse("console");
        return switch (path) {
            case "/resync" ->
                begin(form.value("integration"), id -> engine.get().start(id, new Trigger.Manual(by, 0)));
            case "/plan" -> begin(form.value("integration"), id -> engine.get().plan(id, new Trigger.Manual(by, 0)));
            case "/apply" -> decide(form.value("run"), run -> engine.get().apply(run, new Trigger.Manual(by, 0)));
            case "/approve" -> decide(form.value("run"), run -> engine.get().approve(run, by));
            case "/reject" ->
                decide(form.value("run"), run -> {
                    engine.get().reject(run, by);
                    return run;
                });
            case "/cancel" -> cancel(engine.get(), form.value("run"), by);
            default -> missing();
        };
    }

    private static Answer begin(@Nullable String integration, Step<IntegrationId> step) {
        try {
            return new Redirect(Place.path(step.take(IntegrationId.parse(integration == null ? "" : integration))));
        } catch (IllegalArgumentException e) {
            return Answer.sorry(400, "No such integration", String.valueOf(e.getMessage()));
        } catch (RunRefused e) {
            return Answer.sorry(409, "Not started", e.getMessage());
        }
    }

    private static Answer decide(@Nullable String run, Step<RunId> step) {
        try {
            return new Redirect(Place.path(step.take(new RunId(run == null ? "" : run))));
        } catch (RunRefused e) {
            return Answer.sorry(409, "Not done", e.getMessage());
        }
    }

    private static Answer cancel(SyncEngine engine, @Nullable String run, String by) {
        RunId id = new RunId(run == null ? "" : run);
        return engine.cancel(id, "cancelled by " + by + " in the console")
                ? new Redirect(Place.path(id))
                : Answer.sorry(409, "Not cancelled", "There is no such run, or it has ended.");
    }

    private Answer run(Place place, String rest) {
        Matcher list = LIST.matcher(rest);
        if (!list.matches()) {
            return report(rest)
                    .<Answer>map(found -> {
                        RunPage run = new RunPage(place, found.engine(), found.report());
                        return new Page(200, "Run " + rest, run.content(), run.refresh());
                    })
                    .orElseGet(Pages::noRun);
        }
        int number = Math.max(1, Integer.parseInt(list.group("number")));
        return report(list.group("run"))
                .<Answer>map(found -> {
                    RunId run = found.report().id();
                    ChangeList changes = new ChangeList(place, found.engine(), run);
                    Html content =
                            list.group("list").equals("changes") ? changes.changes(number) : changes.failures(number);
                    return page("Run " + run, join(place.link(Place.path(run), "The whole run"), content));
                })
                .orElseGet(Pages::noRun);
    }

    private Optional<Found> report(String id) {
        return platform.engine()
                .flatMap(engine -> engine.report(new RunId(id)).map(report -> new Found(engine, report)));
    }

    private static Answer noRun() {
        return Answer.sorry(404, "No such run", "There is no run of this name. It may be too old to be kept.");
    }

    /** A run, and the engine that knows it. */
    private record Found(SyncEngine engine, RunReport report) {}

    /** Begins a run, or decides about one; gives the run to look at. */
    private interface Step<T> {
        RunId take(T what) throws RunRefused;
    }

    private static Page page(String title, Html content) {
        return new Page(200, title, content, Optional.empty());
    }

    private static Page missing() {
        return Answer.sorry(404, "No such page", "There is no page at this address.");
    }

    /** The fields of a form. */
    interface Form {

        /** The value of a field; {@code null} if the form has none. */
        @Nullable
        String value(String field);
    }
}
