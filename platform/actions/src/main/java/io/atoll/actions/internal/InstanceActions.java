package io.atoll.actions.internal;

import io.atoll.pipeline.ActionDesk;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionReports;
import io.atoll.spi.action.ActionResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The actions of one configured instance. It claims and carries out only if its configuration says so; ends it takes at any time. */
@Component(
        configurationPid = ActionsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {ActionDesk.class, ActionReports.class})
@Designate(ocd = ActionsConfig.class, factory = true)
public final class InstanceActions implements ActionDesk, ActionReports {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final IntegrationId id;
    private final boolean open;
    private final RegisteredExecutors executors;
    private final Desk desk;

    /** Opens the desk, if that is wanted. */
    @Activate
    public InstanceActions(
            BundleContext context,
            Map<String, Object> properties,
            ActionsConfig config,
            @Reference Integrations integrations,
            @Reference Catalog catalog,
            @Reference Listeners listeners) {
        this.id = new IntegrationId(
                String.valueOf(properties.get("atoll.integration")), String.valueOf(properties.get("atoll.instance")));
        this.open = config.enabled();
        this.executors = new RegisteredExecutors(context);
        var terms = Terms.of(config);
        var journal = new Journal(folder(context).resolve(id.toString()));
        var shop = new Workshop(
                id,
                () -> listeners.unwanted(id),
                terms,
                new Buffer(terms, InstantSource.system()),
                journal,
                new Report(journal),
                executors,
                InstantSource.system());
        this.desk = new Desk(shop, new Line(catalog, integrations, id));
        if (open) {
            desk.open();
        }
    }

    private static Path folder(BundleContext context) {
        @Nullable String data = context.getProperty("atoll.data");
        if (data == null) {
            throw new IllegalStateException("the framework property atoll.data is not set");
        }
        return Path.of(data, "actions");
    }

    @Override
    public IntegrationId integration() {
        return id;
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public String trouble() {
        return desk.trouble();
    }

    @Override
    public List<Run> runs() {
        return desk.runs();
    }

    @Override
    public boolean ended(String externalId, ActionResult.Ended end) throws IntegrationException, InterruptedException {
        return desk.ended(externalId, end);
    }

    /** Claims nothing more, lets runs end for a moment, and cuts them off then. */
    @Deactivate
    void close() {
        executors.close();
        desk.close();
        try {
            if (!desk.ends(Instant.now().plus(PATIENCE))) {
                desk.cut();
                boolean ignored = desk.ends(Instant.now().plus(FAREWELL));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        desk.abandon();
    }
}
