package io.atoll.events.internal;

import io.atoll.pipeline.Inbox.Lane;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventHandler;
import io.atoll.spi.event.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;

/** The services for live events of all instances. */
final class Doors {

    private final Register<ServiceKey, LiveEventGate> gates = new Register<>();
    private final Register<ServiceKey, Route> routes = new Register<>();
    private final Register<ServiceKey, LiveEventHandler> handlers = new Register<>();
    private final Map<IntegrationId, Long> changes = new ConcurrentHashMap<>();

    Register<ServiceKey, LiveEventGate> gates() {
        return gates;
    }

    Register<ServiceKey, Route> routes() {
        return routes;
    }

    Register<ServiceKey, LiveEventHandler> handlers() {
        return handlers;
    }

    /** The gate of a lane, which must be one for it to exist. */
    Optional<Bound<LiveEventGate>> gate(Lane lane) {
        return gates.of(lane).stream().findFirst();
    }

    Optional<Bound<Route>> route(Lane lane) {
        return routes.of(lane).stream().findFirst();
    }

    List<Bound<LiveEventHandler>> handlers(Lane lane) {
        return handlers.of(lane);
    }

    /**
     * The lane of a path: {@code /<type>/<instance>/<path>}, or {@code /<path>} if a single instance has a gate there.
     *
     * @param path below {@code /integration}
     */
    Optional<Lane> lane(String path) {
        var lanes = gates.lanes();
        var own = own(path);
        if (own.isPresent() && lanes.contains(own.get())) {
            return own;
        }
        var same = lanes.stream().filter(lane -> lane.path().equals(path)).toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    /** The lane that a path names with type and instance, whether or not it exists. */
    static Optional<Lane> own(String path) {
        var parts = path.split("/", 4);
        if (parts.length < 4 || !parts[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Lane(new IntegrationId(parts[1], parts[2]), "/" + parts[3]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Notes that services of an instance came or went. */
    void changed(IntegrationId integration) {
        changes.put(integration, System.nanoTime());
    }

    /** Whether no service of an instance came or went for some time: those of a bundle come one after another. */
    boolean settled(IntegrationId integration, Duration time) {
        var last = changes.get(integration);
        return last == null || System.nanoTime() - last >= time.toNanos();
    }

    void close() {
        gates.close();
        routes.close();
        handlers.close();
    }

    /**
     * Orders services by their ranking, the highest first, then in the order of their registration.
     *
     * @param ranking of the service
     * @param id of the service
     */
    record ServiceKey(int ranking, long id) implements Comparable<ServiceKey> {

        static ServiceKey of(ServiceReference<?> reference) {
            return new ServiceKey(
                    reference.getProperty("service.ranking") instanceof Integer ranking ? ranking : 0,
                    reference.getProperty("service.id") instanceof Long id ? id : 0);
        }

        @Override
        public int compareTo(ServiceKey other) {
            return ranking == other.ranking ? Long.compare(id, other.id) : Integer.compare(other.ranking, ranking);
        }
    }
}
