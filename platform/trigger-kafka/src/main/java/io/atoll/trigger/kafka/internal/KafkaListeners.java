package io.atoll.trigger.kafka.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Topic;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import java.security.Provider;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Listens for each instance whose triggers are of type {@code KAFKA}. */
@Component(
        service = {},
        immediate = true)
public final class KafkaListeners {

    private final Integrations integrations;
    private final Catalog catalog;
    private final Map<Triggers, Subscription> subscriptions = new HashMap<>();

    /** Listens for nobody yet. */
    @Activate
    public KafkaListeners(@Reference Integrations integrations, @Reference Catalog catalog) {
        this.integrations = integrations;
        this.catalog = catalog;
    }

    /** An instance came. */
    @Reference(target = "(type=KAFKA)", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void add(Triggers triggers, Map<String, ?> properties) {
        if (triggers.resyncs()) {
            subscriptions.put(
                    triggers, new Subscription(triggers, Broker.of(properties), () -> topic(triggers.integration())));
        }
    }

    private Optional<Topic> topic(IntegrationId id) throws CatalogException, InterruptedException {
        var integration = integrations.find(id);
        if (integration.isEmpty()) {
            return Optional.empty();
        }
        var installation = catalog.find(integration.get());
        if (installation.isEmpty()) {
            return Optional.empty();
        }
        Optional<Topic> topic = installation.get().topic();
        if (topic.isEmpty()) {
            throw new CatalogException("the catalog has no Kafka; choose another type of listener", null);
        }
        return topic;
    }

    /** An instance leaves. */
    void remove(Triggers triggers) {
        @Nullable Subscription gone;
        synchronized (this) {
            gone = subscriptions.remove(triggers);
        }
        if (gone != null) {
            gone.close();
        }
    }

    /** Leaves nothing of Kafka behind in the JVM: its login modules register themselves with Java's security. */
    @Deactivate
    synchronized void stop() {
        subscriptions.values().forEach(Subscription::close);
        subscriptions.clear();
        for (Provider provider : Security.getProviders()) {
            if (provider.getClass().getClassLoader() == KafkaListeners.class.getClassLoader()) {
                Security.removeProvider(provider.getName());
            }
        }
    }
}
