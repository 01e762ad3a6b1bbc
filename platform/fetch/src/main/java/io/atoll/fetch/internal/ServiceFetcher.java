package io.atoll.fetch.internal;

import io.atoll.fetch.internal.Call.End;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Requests;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncListener;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Finds providers and listeners in the service registry.
 *
 * <p>A service is held from the beginning to the end of each call and not in between; when it is unregistered, the unregistering thread waits until its calls ended, at most {@value Call#DRAIN_MILLIS} ms.
 */
@Component(immediate = true)
public final class ServiceFetcher implements Fetcher, Requests {

    private static final Duration RECENT = Duration.ofMillis(100);

    private final BundleContext context;
    private final ComponentStates states;
    private final Listeners listeners;
    private final Map<ServiceReference<ResyncProvider>, Provider> providers = new ConcurrentHashMap<>();

    /** The providers by instance: each instance asks for its own, and each answer takes the states of all components. */
    private final Recent<Map<String, List<ProviderStatus>>> recent = new Recent<>(
            RECENT, () -> providers().stream().collect(Collectors.groupingBy(ProviderStatus::integration)));

    /** Takes what tells why a component is no provider. */
    @Activate
    public ServiceFetcher(BundleContext context, @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.states = new ComponentStates(context, components);
        this.listeners = new Listeners(context, states);
    }

    /** A provider came. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(ServiceReference<ResyncProvider> reference) {
        providers.put(reference, new Provider(reference));
    }

    /** A provider leaves. */
    void removeProvider(ServiceReference<ResyncProvider> reference) {
        Provider provider = providers.remove(reference);
        if (provider != null) {
            provider.leave();
        }
    }

    /** A listener came. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(ServiceReference<ResyncListener> reference) {
        listeners.add(reference);
    }

    /** A listener leaves. */
    void removeListener(ServiceReference<ResyncListener> reference) {
        listeners.remove(reference);
    }

    /** Ends what is under way. */
    @Deactivate
    void close() {
        listeners.close();
        providers.values().forEach(Provider::leave);
    }

    @Override
    public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink)
            throws InterruptedException {
        var gaps = new Gaps("kind '" + resource.kind() + "' of " + integration, sink::failed);
        List<Provider> own = sorted().stream()
                .filter(provider -> provider.belongsTo(integration))
                .toList();
        List<Provider> matching =
                own.stream().filter(provider -> provider.reads(resource.kind())).toList();
        if (matching.isEmpty()) {
            gaps.add("", nobody(integration, resource));
        } else {
            states.missing(integration, resource.kind(), own).forEach(gap -> gaps.add("", gap));
        }
        var reading = new KindReading(progress, sink, gaps, matching.size() == 1);
        boolean left = false;
        boolean fatal = false;
        for (Provider provider : matching) {
            var request = new KindRequest(integration, resource, progress.changedSince());
            switch (read(provider, request, reading)) {
                case End.Returned returned -> {}
                case End.Left end -> {
                    left = true;
                    gaps.add("", provider.left(end));
                }
                case End.Threw threw -> {
                    provider.threw(threw.failure(), gaps, states);
                    fatal = endsTheRun(threw.failure(), request);
                }
            }
            if (fatal) {
                break;
            }
        }
        reading.ended("");
        return new Fetched(gaps.all(), left, fatal);
    }

    @Override
    public Fetched starting(IntegrationId integration) throws InterruptedException {
        return listeners.starting(integration);
    }

    @Override
    public Fetched completed(IntegrationId integration) throws InterruptedException {
        return listeners.completed(integration);
    }

    @Override
    public ResyncRequest request(IntegrationId integration, Resource resource) {
        return new KindRequest(integration, resource, Optional.empty());
    }

    @Override
    public boolean incremental(IntegrationId integration, Kind kind) {
        List<Provider> matching = sorted().stream()
                .filter(provider -> provider.belongsTo(integration) && provider.reads(kind))
                .toList();
        return !matching.isEmpty() && matching.stream().allMatch(provider -> provider.incremental(kind));
    }

    @Override
    public List<ProviderStatus> providers() {
        return states.all(sorted());
    }

    @Override
    public List<ProviderStatus> providers(IntegrationId integration) {
        return recent.get().getOrDefault(integration.toString(), List.of());
    }

    private List<Provider> sorted() {
        return providers.values().stream().sorted().toList();
    }

    private End read(Provider provider, KindRequest request, KindReading reading) throws InterruptedException {
        return provider.call(context, "fetch " + request.integration() + " " + request.kind(), (service, call) -> {
            var sink = new CallSink(call, reading, "");
            service.resync(request, sink);
            sink.close();
        });
    }

    private static boolean endsTheRun(Throwable failure, KindRequest request) {
        return failure instanceof Unauthorized
                || (failure instanceof Misconfigured && !request.refusedSelector(failure));
    }

    private String nobody(IntegrationId integration, Resource resource) {
        String known = sorted().stream()
                .filter(provider -> provider.belongsTo(integration))
                .flatMap(provider -> provider.kinds().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String others = states.all(List.of()).stream()
                .filter(status -> !status.reason().isEmpty() && states.concerns(status, integration))
                .map(status -> "; " + status.component() + " is " + status.state() + ": " + status.reason())
                .collect(Collectors.joining());
        return "no provider reads kind '" + resource.kind() + "' of " + integration
                + (known.isEmpty() ? "; no kind is known" : "; known kinds: " + known) + others;
    }
}
