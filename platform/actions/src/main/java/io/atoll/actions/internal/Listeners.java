package io.atoll.actions.internal;

import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What the listeners of all instances have them do: one for all, as instances that each look at all listeners would cost the square. */
@Component(service = Listeners.class)
public final class Listeners {

    private final Map<IntegrationId, Triggers> all = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(Triggers listener) {
        all.put(listener.integration(), listener);
    }

    void remove(Triggers listener) {
        all.remove(listener.integration(), listener);
    }

    /** Why an instance carries out no actions; empty if its listener does not say so. */
    String unwanted(IntegrationId id) {
        Triggers listener = all.get(id);
        return listener == null || listener.actions()
                ? ""
                : "its listener has it carry out no actions (key 'shouldRunActions' of 'trigger')";
    }
}
