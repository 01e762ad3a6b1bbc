package io.atoll.actions.internal;

import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionExecutor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** The executors in the service registry. Of several for one action of an instance, that of the highest ranking counts. */
final class RegisteredExecutors implements Executors, ServiceListener, AutoCloseable {

    private static final String NAME = "atoll.action.name";

    private final BundleContext context;
    private final Set<InUse> inUse = ConcurrentHashMap.newKeySet();

    /** Those that have begun to leave; for a moment their references look as if they stayed. */
    private final Set<ServiceReference<?>> leaving =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    RegisteredExecutors(BundleContext context) {
        this.context = context;
        try {
            context.addServiceListener(this, "(objectClass=" + ActionExecutor.class.getName() + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<Held> find(IntegrationId integration, String action) {
        return references(integration).stream()
                .filter(reference -> named(reference, action))
                .max(Comparator.naturalOrder())
                .flatMap(this::held);
    }

    private Collection<ServiceReference<ActionExecutor>> references(IntegrationId integration) {
        String filter =
                "(&(atoll.integration=" + integration.type() + ")(atoll.instance=" + integration.instance() + "))";
        try {
            return context.getServiceReferences(ActionExecutor.class, filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean named(ServiceReference<ActionExecutor> reference, String action) {
        Object name = reference.getProperty(NAME);
        return name instanceof String[] names ? Arrays.asList(names).contains(action) : action.equals(name);
    }

    private Optional<Held> held(ServiceReference<ActionExecutor> reference) {
        @Nullable ActionExecutor executor = context.getService(reference);
        return executor == null ? Optional.empty() : Optional.of(new InUse(reference, executor));
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            leaving.add(event.getServiceReference());
            inUse.stream()
                    .filter(use -> use.reference.equals(event.getServiceReference()))
                    .forEach(InUse::cut);
        }
    }

    @Override
    public void close() {
        context.removeServiceListener(this);
    }

    /** One use of an executor. */
    private final class InUse implements Held {

        private final ServiceReference<ActionExecutor> reference;
        private final ActionExecutor executor;
        private @Nullable Runnable cut;

        InUse(ServiceReference<ActionExecutor> reference, ActionExecutor executor) {
            this.reference = reference;
            this.executor = executor;
        }

        @Override
        public ActionExecutor executor() {
            return executor;
        }

        @Override
        public void whenGone(Runnable told) {
            synchronized (this) {
                cut = told;
            }
            inUse.add(this);
            if (leaving.contains(reference) || reference.getBundle() == null) {
                cut();
            }
        }

        private void cut() {
            Runnable told;
            synchronized (this) {
                told = cut;
                cut = null;
            }
            if (told != null) {
                told.run();
            }
        }

        @Override
        public void close() {
            inUse.remove(this);
            try {
                context.ungetService(reference);
            } catch (IllegalStateException stopped) {
                // the bundle was stopped, and the framework took it back
            }
        }
    }
}
