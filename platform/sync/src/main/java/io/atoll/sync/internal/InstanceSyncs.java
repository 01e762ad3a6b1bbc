package io.atoll.sync.internal;

import io.atoll.spi.IntegrationId;
import io.atoll.spi.sync.CatalogSync;
import java.io.IOException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
    private final Map<String, IntegrationId> configured = new HashMap<>();
    private final Map<IntegrationId, ServiceRegistration<CatalogSync>> registered = new HashMap<>();

    /** Registers those of the instances that are configured now. */
    @Activate
    public InstanceSyncs(
            BundleContext context, @Reference ConfigurationAdmin configurations, @Reference Stages stages) {
        this.context = context;
        this.configurations = configurations;
        this.stages = stages;
        list(INSTANCES).forEach(this::follow);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        switch (event.getType()) {
            case ConfigurationEvent.CM_UPDATED -> {
                String pid = event.getPid();
                List<Configuration> instance =
                        list("(&" + INSTANCES + "(" + Constants.SERVICE_PID + "=" + escaped(pid) + "))");
                if (instance.isEmpty()) {
                    forget(pid);
                }
                instance.forEach(this::follow);
            }
            case ConfigurationEvent.CM_DELETED -> forget(event.getPid());
            default -> {
                // where it belongs is no matter
            }
        }
    }

    private synchronized void follow(Configuration configuration) {
        String pid = configuration.getPid();
        try {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties != null) {
                var id = new IntegrationId(text(properties.get(TYPE)), text(properties.get(INSTANCE)));
                if (!id.equals(configured.get(pid))) {
                    forget(pid);
                    configured.put(pid, id);
                    registered.computeIfAbsent(id, this::register);
                }
            }
        } catch (IllegalArgumentException strange) {
            log.warn("Configuration {} names no instance: {}", pid, strange.getMessage());
        } catch (IllegalStateException deleted) {
            log.debug("Configuration {} has just been deleted", pid);
        }
    }

    private synchronized void forget(String pid) {
        IntegrationId gone = configured.remove(pid);
        if (gone != null && !configured.containsValue(gone)) {
            var registration = registered.remove(gone);
            if (registration != null) {
                registration.unregister();
            }
        }
    }

    private List<Configuration> list(String filter) {
        try {
            Configuration @Nullable [] found = configurations.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (IOException failed) {
            log.warn("The configurations cannot be read: {}", failed.getMessage());
            return List.of();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escaped(String value) {
        return value.replaceAll("[\\\\()*]", "\\\\$0");
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
