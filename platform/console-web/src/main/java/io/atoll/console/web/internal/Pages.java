package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The pages by path, below the root of a place. What they show and do is asked of {@link Operations}, in the name of the visitor.
 *
 * <p>A page is a line here, one in the patterns of {@link PageServlet} and, if the navigation leads to it, one in {@link Frame};
 * {@code META-INF/atoll/pages.properties} says which operations it offers.
 */
@Component(service = Pages.class)
public final class Pages {

    /** What makes a page, by its path; the star stands for a name. */
    private static final Map<String, Maker> MAKERS = Map.ofEntries(
            at("/", (desk, none) -> new Overview(desk).page()),
            at("/runs", (desk, none) -> new RunsPage(desk).page()),
            at("/runs/*", (desk, run) -> new RunPage(desk, run).page()),
            at("/runs/*/changes", (desk, run) -> new ChangesPage(desk, run).page()),
            at("/runs/*/failures", (desk, run) -> new FailuresPage(desk, run).page()),
            at("/compare", (desk, none) -> new ComparePage(desk).page()),
            at("/approvals", (desk, none) -> new ApprovalsPage(desk).page()),
            at("/explain", (desk, none) -> new ExplainPage(desk).page()),
            at("/integrations", (desk, none) -> new IntegrationPage(desk).list()),
            at("/integrations/*", (desk, integration) -> new IntegrationPage(desk).one(integration)),
            at("/providers", (desk, none) -> new Inventory(desk).providers()),
            at("/deployments", (desk, none) -> new Inventory(desk).deployments()),
            at("/deployments/*", (desk, file) -> new BundlePage(desk).one(file)),
            at("/bundle", (desk, none) -> new BundlePage(desk).preview()),
            at("/desired", (desk, none) -> new DesiredPage(desk).page()),
            at("/configure", (desk, none) -> new DesiredPage(desk).create()),
            at("/config", (desk, none) -> new ConfigPage(desk).list()),
            at("/config/*", (desk, name) -> new ConfigPage(desk).one(name)),
            at("/mapping", (desk, none) -> new MappingPage(desk).page()),
            at("/jq", (desk, none) -> new JqPage(desk).page()),
            at("/events", (desk, none) -> new EventsPage(desk).list()),
            at("/events/*", (desk, event) -> new EventsPage(desk).one(event)),
            at("/actions", (desk, none) -> new Inventory(desk).actions()),
            at("/people", (desk, none) -> new PeoplePage(desk).page()),
            at("/people/*", (desk, name) -> new PeoplePage(desk).one(name)),
            at("/inside", (desk, none) -> new SystemPage(desk).page()),
            at("/inside/*", (desk, list) -> new SystemPage(desk).list(list)),
            at("/audit", (desk, none) -> new AuditPage(desk).page()));

    private final Operations operations;

    /** Shows what these operations show. */
    @Activate
    public Pages(@Reference Operations operations) {
        this.operations = operations;
    }

    /** Makes a page. */
    @FunctionalInterface
    private interface Maker {

        /**
         * Makes it.
         *
         * @param name what stands in the place of the star; empty if there is none
         */
        Page page(Desk desk, String name) throws Refused, InterruptedException;
    }

    private static Map.Entry<String, Maker> at(String path, Maker maker) {
        return Map.entry(path, maker);
    }

    /** Answers {@code GET}. */
    Page get(Place place, String path, Query query) throws InterruptedException {
        List<String> segments =
                Stream.of(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
        Desk desk = new Desk(operations, place, Place.path(segments.toArray(String[]::new)), query);
        try {
            Page page = MAKERS.getOrDefault(pattern(segments), (missing, name) -> missing())
                    .page(desk, segments.size() > 1 ? segments.get(1) : "");
            return new Page(page.status(), page.title(), join(notice(query), page.content()), page.script());
        } catch (Refused refused) {
            return Answer.sorry(title(refused), refused);
        }
    }

    /** Answers {@code POST}. */
    Answer post(Place place, String path, Query form) throws InterruptedException {
        Desk desk = new Desk(operations, place, path, form);
        return path.startsWith(OperationForm.PATH)
                ? new Performing(desk).perform(path.substring(OperationForm.PATH.length()))
                : missing();
    }

    /** The path with a star for its second segment, which is a name. */
    private static String pattern(List<String> segments) {
        return switch (segments.size()) {
            case 0 -> "/";
            case 1 -> "/" + segments.getFirst();
            case 2 -> "/" + segments.getFirst() + "/*";
            default -> "/" + segments.getFirst() + "/*/" + String.join("/", segments.subList(2, segments.size()));
        };
    }

    /** Says what was done, if a form has led to this page. */
    private Html notice(Query query) {
        return query.text(Performing.DONE)
                .flatMap(operations::find)
                .map(operation -> element(
                        "p",
                        attribute("class", "notice"),
                        attribute("role", "status"),
                        text("Done: " + operation.name() + ".")))
                .orElse(Html.NOTHING);
    }

    private static String title(Refused refused) {
        return switch (refused.kind()) {
            case UNKNOWN -> "Not found";
            case FORBIDDEN -> "Not allowed";
            case UNAVAILABLE -> "Not running";
            case INVALID, STALE, CONFLICT -> "Not shown";
        };
    }

    private static Page missing() {
        return Answer.sorry(404, "No such page", "There is no page at this address.");
    }
}
