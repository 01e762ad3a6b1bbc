package io.atoll.catalog.internal.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store and registers it: the embedded one in {@code <atoll.data>/catalog}, or the one that {@code conf/catalog.yaml} names.
 *
 * <p>The registration is by hand: a store that cannot be opened is said once, and nothing that needs it starts. A database is tried again
 * until it can be used. While {@code conf/catalog.yaml} is there but not in force, nothing is opened: it could be the wrong store.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = CatalogConfig.PID)
@Designate(ocd = CatalogConfig.class)
public final class StoreOpener {

    private static final Logger log = LoggerFactory.getLogger(StoreOpener.class);
    private static final int RETRY_SECONDS = 5;
    private static final int RETENTION_MINUTES = 10;

    private final BundleContext context;
    private final CatalogConfig config;
    private final ScheduledExecutorService working;
    private @Nullable CatalogStore store;
    private @Nullable ServiceRegistration<CatalogStore> registration;
    private boolean closed;
    private String told = "";

    @Activate
    public StoreOpener(BundleContext context, CatalogConfig config, Map<String, Object> properties) {
        this.context = context;
        this.config = config;
        this.working = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("atoll-catalog-store").daemon().factory());
        if (!properties.containsKey(Constants.SERVICE_PID) && hasFile(context)) {
            log.debug("conf/catalog.yaml is not in force yet");
        } else if (config.store().equals("postgresql")) {
            var unused = working.scheduleWithFixedDelay(this::tryDatabase, 0, RETRY_SECONDS, TimeUnit.SECONDS);
        } else {
            openFile();
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        working.shutdownNow();
        unregister();
        working.awaitTermination(RETRY_SECONDS, TimeUnit.SECONDS);
    }

    private void openFile() {
        try {
            register(SqliteStore.open(DataFolder.of(context)));
        } catch (UnusableStore e) {
            log.error("{} The catalog in the box stays closed.", e.getMessage());
            endIfAlone();
        }
    }

    private void tryDatabase() {
        if (isOpen()) {
            return;
        }
        try {
            var address = PostgresAddress.of(config.url(), config.user(), config._password());
            register(PostgresStore.open(address, config.connections()));
        } catch (UnusableStore e) {
            tell(String.valueOf(e.getMessage()));
            endIfAlone();
        } catch (StoreUnavailable e) {
            tell(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("The catalog's store cannot be opened; it is tried again.", e);
        }
    }

    /** What cannot be used as it is, is not waited for when there is nothing else to do. */
    private void endIfAlone() {
        if (Alone.is(context)) {
            Alone.end(context);
        }
    }

    /** Each reason once, however often it is met. */
    private void tell(String reason) {
        if (!reason.equals(told)) {
            told = reason;
            log.error("{} The catalog in the box stays closed until it can be used.", reason);
        }
    }

    private synchronized void register(CatalogStore opened) {
        if (closed) {
            opened.close();
            return;
        }
        store = opened;
        registration = context.registerService(CatalogStore.class, opened, null);
        var retention = new AuditRetention(opened, config.audit_days(), config.audit_rows(), Clock.systemUTC());
        var unused = working.scheduleWithFixedDelay(retention, 1, RETENTION_MINUTES, TimeUnit.MINUTES);
    }

    private synchronized boolean isOpen() {
        return store != null;
    }

    private synchronized void unregister() {
        closed = true;
        if (registration != null) {
            registration.unregister();
        }
        if (store != null) {
            store.close();
        }
    }

    private static boolean hasFile(BundleContext context) {
        var conf = context.getProperty("atoll.conf");
        return conf != null
                && Stream.of("catalog.yaml", "catalog.yml", "catalog.json")
                        .anyMatch(name -> Files.exists(Path.of(conf, name)));
    }
}
