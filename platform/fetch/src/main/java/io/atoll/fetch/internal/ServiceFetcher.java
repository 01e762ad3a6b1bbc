package io.atoll.fetch.internal;

import io.atoll.fetch.internal.Call.End;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
 * Finds providers in the service registry.
 *
 * <p>A provider's service is held from the beginning to the end of each call and not in between; when it is unregistered, the
 * unregistering thread waits until its calls ended, at most {@value Call#DRAIN_MILLIS} ms.
 */
@Component(immediate = true)
public final class ServiceFetcher implements Fetcher {

    private final BundleContext context;
    private final ProviderStates states;
    private final Map<ServiceReference<ResyncProvider>, Provider> providers = new ConcurrentHashMap<>();

    /** Takes what tells why a component is no provider. */
    @Activate
    public ServiceFetcher(BundleContext context, @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.states = new ProviderStates(context, components);
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

    /** Ends what is being read. */
    @Deactivate
    void close() {
        providers.values().forEach(Provider::leave);
    }

    @Override
    public Fetched fetch(IntegrationId integration, Resource resource, PageSink sink) throws InterruptedException {
        var gaps = new Gaps("kind '" + resource.kind() + "' of " + integration);
        List<Provider> matching = sorted().stream()
                .filter(provider -> provider.belongsTo(integration) && provider.reads(resource.kind()))
                .toList();
        if (matching.isEmpty()) {
            gaps.add("", nobody(integration, resource));
        }
        boolean left = false;
        boolean fatal = false;
        for (Provider provider : matching) {
            var request = new KindRequest(integration, resource);
            switch (call(provider, request, sink, gaps)) {
                case End.Returned returned -> {}
                case End.Left end -> {
                    left = true;
                    gaps.add("", left(provider, end));
                }
                case End.Threw threw -> fatal |= threw(provider, request, threw.failure(), gaps);
            }
            if (fatal) {
                break;
            }
        }
        return new Fetched(gaps.all(), left, fatal);
    }

    @Override
    public List<ProviderStatus> providers() {
        return states.all(sorted());
    }

    /** By service ranking, then in the order of their registration. */
    private List<Provider> sorted() {
        return providers.values().stream()
                .sorted(Comparator.comparing(Provider::reference).reversed())
                .toList();
    }

    private End call(Provider provider, KindRequest request, PageSink sink, Gaps gaps) throws InterruptedException {
        var call = new Call(
                "fetch " + request.integration() + " " + request.kind(),
                current -> read(provider, request, new CallSink(current, sink, "", gaps)));
        if (!provider.begin(call)) {
            return new End.Left(true);
        }
        try {
            return call.await();
        } finally {
            provider.end(call);
        }
    }

    private void read(Provider provider, KindRequest request, CallSink sink)
            throws IntegrationException, InterruptedException, NotObtained {
        ResyncProvider service = context.getService(provider.reference());
        if (service == null) {
            throw new NotObtained();
        }
        try {
            service.resync(request, sink);
        } finally {
            context.ungetService(provider.reference());
        }
    }

    /** Records why a provider did not read the kind whole, and tells whether that ends the run. */
    private boolean threw(Provider provider, KindRequest request, Throwable failure, Gaps gaps) {
        switch (failure) {
            case IntegrationException known -> gaps.add("", known);
            case NotObtained none ->
                gaps.add("", "provider " + provider.component() + " could not be started: " + states.failure(provider));
            case InterruptedException own ->
                gaps.add(
                        "",
                        "provider " + provider.component()
                                + " stopped as if interrupted, but nobody cancelled the run");
            default -> gaps.addDefect("", failure);
        }
        return failure instanceof Unauthorized
                || (failure instanceof Misconfigured && !request.refusedSelector(failure));
    }

    private static String left(Provider provider, End.Left end) {
        return "provider left: bundle " + provider.bundle() + " was stopped, updated or reconfigured while "
                + provider.component() + " was reading"
                + (end.obeyed() ? "" : "; it did not stop when it was interrupted, and what it reads now is dropped");
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

    /** Says that the service of a provider could not be had. */
    private static final class NotObtained extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
