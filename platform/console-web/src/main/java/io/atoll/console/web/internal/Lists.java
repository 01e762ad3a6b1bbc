package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.pipeline.Deployments.Deployment;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import java.util.List;
import java.util.function.ToLongFunction;

/** The lists of what there is: integrations, runs, providers, deployments. */
final class Lists {

    static final String MISSING_SERVICE = "This part of the platform is not running.";

    private final Platform platform;
    private final Place place;

    Lists(Platform platform, Place place) {
        this.platform = platform;
        this.place = place;
    }

    Html integrations() {
        Table table = new Table(
                "Integrations",
                platform.integrations().isPresent()
                        ? "No integration is configured. Put a file into conf/integrations."
                        : MISSING_SERVICE,
                "Integration",
                "State",
                "Problem",
                "Version",
                "Configured in",
                "");
        platform.integrations().ifPresent(service -> service.all().forEach(integration -> add(table, integration)));
        return table.section();
    }

    private void add(Table table, Integration integration) {
        String id = integration.id().toString();
        boolean canRun = integration.state() == State.READY && platform.engine().isPresent();
        table.row(
                join(element("strong", text(integration.title())), text(" "), element("code", text(id))),
                Badge.of(integration.state()),
                text(integration.problem()),
                text(integration.version()),
                text(integration.source()),
                canRun
                        ? element(
                                "div",
                                attribute("class", "buttons"),
                                place.button("/resync", "integration", id, "Resync now", "Resync now: " + id),
                                place.second("/plan", "integration", id, "Plan", "Plan a resync of " + id))
                        : Html.NOTHING);
    }

    Html runs(String caption, int limit) {
        Table table = new Table(
                caption,
                platform.engine().isPresent() ? "Nothing has run yet." : MISSING_SERVICE,
                "Run",
                "Integration",
                "Mode",
                "Status",
                "Trigger",
                "Began",
                "Fetched",
                "Upserted",
                "Unchanged",
                "Failed",
                "Deleted",
                "Held",
                "Reason",
                "");
        platform.engine().ifPresent(engine -> engine.recent(limit).forEach(run -> add(table, run)));
        return table.section();
    }

    private void add(Table table, RunReport run) {
        table.row(
                place.link(run.id()),
                text(run.integration().toString()),
                text(RunPage.mode(run)),
                Badge.of(run.status()),
                text(run.trigger()),
                text(Times.moment(run.startedAt())),
                sum(run, KindReport::fetched),
                sum(run, KindReport::upserted),
                sum(run, KindReport::unchanged),
                sum(run, KindReport::failed),
                text(run.deletion().deleted()),
                text(run.deletion().stale() - run.deletion().deleted()),
                text(run.reason()),
                run.status() == Status.RUNNING
                        ? place.button("/cancel", "run", run.id().value(), "Cancel", "Cancel run " + run.id())
                        : Html.NOTHING);
    }

    private static Html sum(RunReport run, ToLongFunction<KindReport> count) {
        return text(run.kinds().stream().mapToLong(count).sum());
    }

    Html providers() {
        Table table = new Table(
                "Providers",
                platform.fetcher().isPresent() ? "No integration has registered a provider." : MISSING_SERVICE,
                "Kinds",
                "Integration",
                "Provider",
                "Bundle",
                "State",
                "Why");
        platform.fetcher().ifPresent(fetcher -> fetcher.providers().forEach(provider -> add(table, provider)));
        return table.section();
    }

    private static void add(Table table, ProviderStatus provider) {
        String except = provider.except().isEmpty() ? "" : " except " + String.join(", ", provider.except());
        table.row(
                text(String.join(", ", provider.kinds()) + except),
                text(provider.integration()),
                element("code", text(provider.component())),
                element("code", text(provider.bundle())),
                Badge.of(provider.state()),
                text(provider.reason()));
    }

    Html deployments() {
        List<Deployment> all =
                platform.deployments().map(service -> service.all()).orElse(List.of());
        Table table = new Table(
                "Deployments",
                platform.deployments().isPresent() ? "The deploy folder is empty." : MISSING_SERVICE,
                "File",
                "Bundle",
                "Version",
                "State",
                "Since",
                "Reason");
        for (Deployment deployment : all) {
            table.row(
                    element("code", text(deployment.file())),
                    text(deployment.bundle()),
                    text(deployment.version()),
                    Badge.of(deployment.state()),
                    text(Times.moment(deployment.since())),
                    text(deployment.reason()));
        }
        return table.section();
    }
}
