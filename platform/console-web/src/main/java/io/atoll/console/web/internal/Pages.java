package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.join;

import io.atoll.access.Visitor;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Answer.Redirect;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.util.Optional;
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
 *   <li>{@code POST /resync} with {@code integration}, {@code POST /cancel} with {@code run}; both with the visitor's token
 * </ul>
 */
@Component(service = Pages.class)
public final class Pages {

    private static final int LATEST = 10;
    private static final int MANY = 200;

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
        Optional<SyncEngine> engine = platform.engine();
        if (engine.isEmpty()) {
            return Answer.sorry(503, "Not running", Lists.MISSING_SERVICE);
        }
        String by = place.visitor().map(Visitor::name).orElse("console");
        return switch (path) {
            case "/resync" -> resync(engine.get(), form.value("integration"), by);
            case "/cancel" -> cancel(engine.get(), form.value("run"), by);
            default -> missing();
        };
    }

    private static Answer resync(SyncEngine engine, @Nullable String integration, String by) {
        try {
            IntegrationId id = IntegrationId.parse(integration == null ? "" : integration);
            return new Redirect(Place.path(engine.start(id, new Trigger.Manual(by, 0))));
        } catch (IllegalArgumentException e) {
            return Answer.sorry(400, "No such integration", String.valueOf(e.getMessage()));
        } catch (RunRefused e) {
            return Answer.sorry(409, "Not started", String.valueOf(e.getMessage()));
        }
    }

    private static Answer cancel(SyncEngine engine, @Nullable String run, String by) {
        RunId id = new RunId(run == null ? "" : run);
        return engine.cancel(id, "cancelled by " + by + " in the console")
                ? new Redirect(Place.path(id))
                : Answer.sorry(409, "Not cancelled", "There is no such run, or it has ended.");
    }

    private Answer run(Place place, String id) {
        return platform.engine()
                .flatMap(engine -> engine.report(new RunId(id)))
                .map(report -> new RunPage(place, report))
                .<Answer>map(run -> new Page(200, "Run " + id, run.content(), run.refresh()))
                .orElseGet(() -> Answer.sorry(
                        404, "No such run", "There is no run of this name. It may be too old to be kept."));
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
