package io.atoll.health.internal.checks;

import io.atoll.health.internal.Secrets;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a check for each configured instance, tagged {@code atoll}, {@code integration} and with the name of the instance. */
@Component(
        immediate = true,
        service = {})
public final class IntegrationChecks {

    private static final Logger log = LoggerFactory.getLogger(IntegrationChecks.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

    private final BundleContext context;
    private final Integrations integrations;
    private final SyncEngine engine;
    private final Secrets secrets;
    private final Map<IntegrationId, ServiceRegistration<HealthCheck>> checks = new HashMap<>();
    private final Thread thread;
    private boolean closed;

    /** Looks at what is configured from now on. */
    @Activate
    public IntegrationChecks(
            BundleContext context,
            @Reference Integrations integrations,
            @Reference SyncEngine engine,
            @Reference Secrets secrets) {
        this.context = context;
        this.integrations = integrations;
        this.engine = engine;
        this.secrets = secrets;
        this.thread = Thread.ofVirtual().name("atoll-health-checks").start(this::work);
    }

    private void work() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            match(integrations.all().stream().map(Integration::id).toList());
        } catch (RuntimeException unreadable) {
            log.debug("The integrations cannot be listed, the next look tries again", unreadable);
        }
    }

    private synchronized void match(List<IntegrationId> configured) {
        if (closed) {
            return;
        }
        checks.entrySet().removeIf(check -> {
            if (configured.contains(check.getKey())) {
                return false;
            }
            check.getValue().unregister();
            return true;
        });
        configured.forEach(id -> checks.computeIfAbsent(id, this::register));
    }

    private ServiceRegistration<HealthCheck> register(IntegrationId id) {
        return context.registerService(
                HealthCheck.class,
                new IntegrationCheck(id, integrations, engine, secrets::masked),
                FrameworkUtil.asDictionary(
                        Map.of(HealthCheck.NAME, "Integration " + id, HealthCheck.TAGS, new String[] {
                            "atoll", "integration", id.toString()
                        })));
    }

    /** Takes all checks away. */
    @Deactivate
    void close() {
        thread.interrupt();
        synchronized (this) {
            closed = true;
            checks.values().forEach(ServiceRegistration::unregister);
            checks.clear();
        }
    }
}
