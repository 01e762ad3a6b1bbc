package io.atoll.fetch.internal;

import io.atoll.fetch.internal.Call.End;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The listeners of all instances. Those of one are called by service ranking, one after another, until one ends the run. */
final class Listeners {

    private final BundleContext context;
    private final ComponentStates states;
    private final Map<ServiceReference<ResyncListener>, Participant<ResyncListener>> all = new ConcurrentHashMap<>();

    Listeners(BundleContext context, ComponentStates states) {
        this.context = context;
        this.states = states;
    }

    void add(ServiceReference<ResyncListener> reference) {
        all.put(reference, new Participant<>("listener", reference));
    }

    void remove(ServiceReference<ResyncListener> reference) {
        var listener = all.remove(reference);
        if (listener != null) {
            listener.leave();
        }
    }

    void close() {
        all.values().forEach(Participant::leave);
    }

    /** What a third party does not give now keeps the run from deleting; whatever else is thrown ends it. */
    Fetched starting(IntegrationId integration) throws InterruptedException {
        return tell(
                integration,
                "starting",
                ResyncListener::starting,
                failure -> !(failure instanceof IntegrationException)
                        || failure instanceof Misconfigured
                        || failure instanceof Unauthorized);
    }

    /** Whatever is thrown ends the run as failed. */
    Fetched completed(IntegrationId integration) throws InterruptedException {
        return tell(integration, "completed", ResyncListener::completed, failure -> true);
    }

    private Fetched tell(IntegrationId integration, String moment, Word word, Predicate<Throwable> endsTheRun)
            throws InterruptedException {
        var gaps = new Gaps("listeners of " + integration);
        boolean left = false;
        boolean fatal = false;
        for (var listener : of(integration)) {
            switch (listener.call(
                    context, moment + " " + integration, (service, call) -> word.tell(service, integration))) {
                case End.Returned returned -> {}
                case End.Left end -> {
                    left = true;
                    gaps.add("", listener.left(end));
                }
                case End.Threw threw -> {
                    listener.threw(threw.failure(), gaps, states);
                    fatal = endsTheRun.test(threw.failure());
                }
            }
            if (fatal) {
                break;
            }
        }
        return new Fetched(gaps.all(), left, fatal);
    }

    private Iterable<Participant<ResyncListener>> of(IntegrationId integration) {
        return all.values().stream()
                .filter(listener -> listener.belongsTo(integration))
                .sorted()
                .toList();
    }

    /** What a listener is told. */
    private interface Word {
        void tell(ResyncListener listener, IntegrationId integration) throws IntegrationException, InterruptedException;
    }
}
