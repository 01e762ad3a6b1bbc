package io.atoll.sync.internal;

import io.atoll.spi.IntegrationId;
import io.atoll.spi.sync.CatalogSync;
import java.io.IOException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a {@link CatalogSync} for each instance, as long as it is configured: those are instances whose configuration says so. */
@Component(immediate = true, service = ConfigurationListener.class)
public final class InstanceSyncs implements ConfigurationListener {

    private static final Logger log = LoggerFactory.getLogger(InstanceSyncs.class);
    private static final String TYPE = "atoll.integration";
    private static final String INSTANCE = "atoll.instance";
    private static final String INSTANCES = "(&(" + TYPE + "=*)(" + INSTANCE + "=*))";

    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final Stages stages;
    private final Map<IntegrationId, ServiceRegistration<CatalogSync>> registered = new HashMap<>();

    /** Registers those of the instances that are configured now. */
    @Activate
    public InstanceSyncs(
            BundleContext context, @Reference ConfigurationAdmin configurations, @Reference Stages stages) {
        this.context = context;
        this.configurations = configurations;
        this.stages = stages;
        follow();
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        follow();
    }

    private synchronized void follow() {
        Set<IntegrationId> now;
        try {
            now = configured();
        } catch (IOException failed) {
            log.warn("The configurations cannot be read: {}", failed.getMessage());
            return;
        }
        var gone = new HashSet<>(registered.keySet());
        gone.removeAll(now);
        gone.forEach(id -> {
            var registration = registered.remove(id);
            if (registration != null) {
                registration.unregister();
            }
        });
        now.forEach(id -> registered.computeIfAbsent(id, this::register));
    }

    private Set<IntegrationId> configured() throws IOException {
        var ids = new HashSet<IntegrationId>();
        for (Configuration configuration : list()) {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties != null) {
                try {
                    ids.add(new IntegrationId(text(properties.get(TYPE)), text(properties.get(INSTANCE))));
                } catch (IllegalArgumentException strange) {
                    log.warn("Configuration {} names no instance: {}", configuration.getPid(), strange.getMessage());
                }
            }
        }
        return ids;
    }

    private Configuration[] list() throws IOException {
        try {
            Configuration @Nullable [] found = configurations.listConfigurations(INSTANCES);
            return found == null ? new Configuration[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private ServiceRegistration<CatalogSync> register(IntegrationId id) {
        return context.registerService(
                CatalogSync.class,
                new InstanceSync(stages, id),
                FrameworkUtil.asDictionary(Map.of(TYPE, id.type(), INSTANCE, id.instance())));
    }

    /** Takes the services back. */
    @Deactivate
    synchronized void close() {
        registered.values().forEach(ServiceRegistration::unregister);
        registered.clear();
    }
}
