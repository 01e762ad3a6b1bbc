package io.atoll.map.internal;

import io.atoll.spi.IntegrationId;
import io.atoll.spi.MappedValueResolver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The resolvers that integrations have registered. Safe for use by several threads. */
final class RegisteredResolvers {

    private final List<Registered> all = new CopyOnWriteArrayList<>();

    /** Takes a resolver; one without an instance or a prefix resolves nothing. */
    void add(MappedValueResolver resolver, Map<String, Object> properties) {
        all.add(new Registered(
                properties.get("atoll.integration") + "~" + properties.get("atoll.instance"),
                properties.get("atoll.mapped.prefix") instanceof String prefix ? prefix : "",
                resolver));
    }

    void remove(MappedValueResolver resolver) {
        all.removeIf(registered -> registered.resolver == resolver);
    }

    /** Those of an instance, as they come and go. */
    Resolvers of(IntegrationId integration) {
        String name = integration.toString();
        return text -> resolver(name, text);
    }

    private @Nullable MappedValueResolver resolver(String integration, String text) {
        for (Registered registered : all) {
            if (registered.resolves(integration, text)) {
                return registered.resolver;
            }
        }
        return null;
    }

    /** A resolver, and what it resolves. */
    private record Registered(String integration, String prefix, MappedValueResolver resolver) {

        boolean resolves(String instance, String text) {
            return integration.equals(instance) && !prefix.isEmpty() && text.startsWith(prefix);
        }
    }
}
