package io.atoll.itest.fake.integration;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.action.ActionExecutor;
import io.atoll.spi.action.ActionName;
import io.atoll.spi.action.ActionReports;
import io.atoll.spi.action.ActionResult;
import io.atoll.spi.action.ActionRun;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Appends a line to the file; the word {@code block} as a line never ends, {@code later} ends by a report of its own. */
@Component(configurationPid = "io.atoll.fake", configurationPolicy = ConfigurationPolicy.REQUIRE)
@ActionName(name = "append_line")
public final class AppendLine implements ActionExecutor {

    private final LineClient client;
    private final ActionReports reports;

    @Activate
    public AppendLine(@Reference LineClient client, @Reference ActionReports reports) {
        this.client = client;
        this.reports = reports;
    }

    @Override
    public ActionResult execute(ActionRun run) throws IntegrationException, InterruptedException {
        String line = run.properties().path("line").asText();
        run.log("appending '" + line + "' for " + reports.integration());
        if (line.equals("block")) {
            new CountDownLatch(1).await();
        }
        try {
            client.append(line);
        } catch (IOException unwritable) {
            throw new IntegrationException.Unavailable("the file cannot be written: " + unwritable, unwritable);
        }
        if (line.equals("later")) {
            Thread.ofVirtual().start(() -> finish(run.id()));
            return new ActionResult.Continues("external-" + run.id(), List.of());
        }
        return new ActionResult.Succeeded("appended " + line, List.of());
    }

    /** As a live event would, as soon as the catalog knows the external id. */
    private void finish(String run) {
        try {
            while (!reports.ended("external-" + run, new ActionResult.Failed("too late", List.of()))) {
                Thread.onSpinWait();
            }
        } catch (IntegrationException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
