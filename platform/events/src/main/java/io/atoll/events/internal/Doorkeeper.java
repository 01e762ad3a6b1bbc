package io.atoll.events.internal;

import io.atoll.events.internal.Doors.ServiceKey;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventHandler;
import io.atoll.spi.event.Route;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the services for live events in the service registry, and holds each during a call only. */
@Component(service = Doorkeeper.class)
public final class Doorkeeper {

    private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

    private final BundleContext context;
    private final Doors doors = new Doors();
    /** Where services were added: one may stand in several registers, and a changed one may no longer say where. */
    private final Map<Role, Known> known = new ConcurrentHashMap<>();

    /** Begins with none. */
    @Activate
    public Doorkeeper(BundleContext context) {
        this.context = context;
    }

    Doors doors() {
        return doors;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGate(ServiceReference<LiveEventGate> reference) {
        add(doors.gates(), reference);
    }

    void removeGate(ServiceReference<LiveEventGate> reference) {
        remove(doors.gates(), reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRoute(ServiceReference<Route> reference) {
        add(doors.routes(), reference);
    }

    void removeRoute(ServiceReference<Route> reference) {
        remove(doors.routes(), reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHandler(ServiceReference<LiveEventHandler> reference) {
        add(doors.handlers(), reference);
    }

    void removeHandler(ServiceReference<LiveEventHandler> reference) {
        remove(doors.handlers(), reference);
    }

    /** Ends what is under way. */
    @Deactivate
    void close() {
        doors.close();
    }

    private <S> void add(Register<ServiceKey, S> register, ServiceReference<S> reference) {
        lane(reference).ifPresent(lane -> {
            var key = ServiceKey.of(reference);
            known.put(new Role(register, reference), new Known(key, lane));
            register.add(key, new Bound<>(lane, new Registered<>(context, reference)));
            doors.changed(lane.integration());
        });
    }

    private <S> void remove(Register<ServiceKey, S> register, ServiceReference<S> reference) {
        var gone = known.remove(new Role(register, reference));
        if (gone != null) {
            doors.changed(gone.lane().integration());
            register.remove(gone.key());
        }
    }

    private static Optional<Lane> lane(ServiceReference<?> reference) {
        try {
            return Optional.of(new Lane(
                    new IntegrationId(text(reference, "atoll.integration"), text(reference, "atoll.instance")),
                    text(reference, "atoll.event.path")));
        } catch (IllegalArgumentException e) {
            log.warn(
                    "A service for live events of bundle {} is not used: it needs the properties atoll.integration,"
                            + " atoll.instance and atoll.event.path: {}",
                    reference.getBundle(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static String text(ServiceReference<?> reference, String property) {
        return reference.getProperty(property) instanceof String text ? text : "";
    }

    /** A service as one of what it is. */
    private record Role(Register<?, ?> register, ServiceReference<?> reference) {}

    /** Where a service was added. */
    private record Known(ServiceKey key, Lane lane) {}

    /** A service in the registry. */
    private record Registered<S>(BundleContext context, ServiceReference<S> reference) implements Bound.Holder<S> {

        @Override
        public @Nullable S take() {
            return context.getService(reference);
        }

        @Override
        public void release() {
            context.ungetService(reference);
        }
    }
}
