package io.atoll.apply.internal;

import io.atoll.apply.internal.client.Agent;
import io.atoll.apply.internal.client.ApplyConfig;
import io.atoll.apply.internal.client.Limits;
import io.atoll.apply.internal.client.Load;
import io.atoll.apply.internal.client.PortClient;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.Target;
import io.atoll.apply.internal.client.WallTime;
import io.atoll.apply.internal.endpoint.Abilities;
import io.atoll.apply.internal.endpoint.Abilities.Changes;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.pipeline.ActionDesk;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations.Account;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The catalog behind a Port API: the one that is configured, else the one that runs in this installation.
 *
 * <p>It is there without either; its calls then say what to configure.
 */
@Component(service = Catalog.class, configurationPid = ApplyConfig.PID, immediate = true)
@Designate(ocd = ApplyConfig.class)
public final class PortCatalog implements Catalog {

    private final WallTime time = new WallTime();
    private volatile ApplyConfig config;
    private volatile PortClient client;
    private final Accounts accounts;
    private final FirstInstallations installations;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Endpoint endpoint;

    /** What each instance does beside full runs. */
    @Reference(policy = ReferencePolicy.DYNAMIC)
    volatile List<Triggers> triggers = List.of();

    /** Which of them carry out actions. */
    @Reference(policy = ReferencePolicy.DYNAMIC)
    volatile List<ActionDesk> desks = List.of();

    /** Connects to nothing yet. */
    @Activate
    public PortCatalog(ApplyConfig config, BundleContext context) {
        this(config, dataFolder(context.getProperty("atoll.data")));
    }

    /**
     * Connects to nothing yet.
     *
     * @param data the data folder
     */
    public PortCatalog(ApplyConfig config, Path data) {
        this.installations = new FirstInstallations(data.resolve("apply"));
        this.config = config;
        this.client = client(this::target, Limits.of(config));
        this.accounts = new Accounts(account -> client(account, client.limits()));
    }

    private static Path dataFolder(@Nullable String property) {
        if (property == null) {
            throw new IllegalStateException("the framework property atoll.data is not set; it names the data folder");
        }
        return Path.of(property);
    }

    private PortClient client(PortClient.Targets targets, Limits limits) {
        return new PortClient(
                targets, limits, time, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Follows a new configuration: new credentials are used from the next call on; runs that began at another catalog, or by other limits,
     * end.
     */
    @Modified
    void follow(ApplyConfig changed) {
        Limits limits = Limits.of(changed);
        config = changed;
        PortClient present = client;
        if (!limits.equals(present.limits())) {
            client = client(this::target, limits);
            present.close();
            accounts.close();
        }
    }

    /** Ends all calls. */
    @Deactivate
    public void close() {
        time.close();
        client.close();
        accounts.close();
    }

    @Override
    public String address() {
        Endpoint local = endpoint;
        try {
            URI pages = !config.baseUrl().isBlank() || local == null
                    ? null
                    : local.pages().orElse(null);
            return (pages == null ? target().baseUrl() : pages).toString();
        } catch (CatalogException e) {
            return "none: " + e.getMessage();
        }
    }

    @Override
    public Access access() {
        PortClient present = client;
        try {
            Target ignored = target();
        } catch (CatalogException e) {
            return new Access(Access.State.FAILING, e.getMessage());
        }
        String trouble = present.trouble();
        if (trouble != null) {
            return new Access(present.refused() ? Access.State.REFUSED : Access.State.FAILING, trouble);
        }
        Optional<Access> shut = accounts.shut();
        if (shut.isPresent()) {
            return shut.get();
        }
        Load load = present.load();
        boolean waiting = load.shut().isPositive() || load.bulkShut().isPositive();
        return new Access(waiting ? Access.State.WAITING : Access.State.OPEN, load.toString());
    }

    @Override
    public Installation install(Integration integration, Defaults defaults)
            throws CatalogException, InterruptedException {
        Session session = session(integration);
        new Registration(session, integration.terms(), abilities(integration.id()), installations)
                .run(integration.mapping(), defaults);
        return new PortInstallation(session, integration.terms(), true);
    }

    @Override
    public Optional<Installation> find(Integration integration) throws CatalogException, InterruptedException {
        Session session = session(integration);
        Terms terms = integration.terms();
        return new IntegrationRecord(session)
                .read()
                .map(record -> new PortInstallation(
                        session, terms, IntegrationRecord.installed(record) || !terms.initialize()));
    }

    private Session session(Integration integration) throws CatalogException {
        Agent agent = Agent.of(integration.id(), integration.version());
        Optional<Account> own = integration.terms().account();
        PortClient way = own.isPresent() ? accounts.client(integration.id(), own.get()) : client;
        return way.session(agent);
    }

    private Abilities abilities(IntegrationId id) {
        boolean open = desks.stream().anyMatch(desk -> desk.integration().equals(id) && desk.open());
        return triggers.stream()
                .filter(one -> one.integration().equals(id))
                .findFirst()
                .map(one -> new Abilities(open && one.actions(), one.incremental(), changes(one.changelog())))
                .orElse(new Abilities(open, false, Changes.NOWHERE));
    }

    private static Changes changes(Triggers.Changelog changelog) {
        return switch (changelog) {
            case Triggers.Changelog.Nowhere nowhere -> Changes.NOWHERE;
            case Triggers.Changelog.Kafka kafka -> Changes.KAFKA;
            case Triggers.Changelog.Webhook webhook -> Changes.webhook(webhook.url());
        };
    }

    private Target target() throws CatalogException {
        ApplyConfig now = config;
        if (!now.baseUrl().isBlank()) {
            return Target.of(now.baseUrl(), now.clientId(), now._clientSecret());
        }
        Endpoint local = endpoint;
        if (local == null) {
            throw new CatalogException(
                    "there is no catalog to write to: set base URL, client id and client secret in " + ApplyConfig.PID
                            + ", or start the catalog of this installation",
                    null);
        }
        return Target.of(local.baseUrl().toString(), local.clientId(), local.clientSecret());
    }
}
