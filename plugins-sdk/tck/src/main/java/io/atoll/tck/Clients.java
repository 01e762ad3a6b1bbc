package io.atoll.tck;

import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.Quotas;
import io.atoll.kit.internal.Budgets;
import io.atoll.kit.internal.OpenedClients;
import io.atoll.kit.internal.Time;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** The services of the kit in a framework, for servers of this machine and by a clock of the tests. */
final class Clients implements PrototypeServiceFactory<HttpFactory> {

    private final Budgets budgets;

    private Clients(Time time) {
        this.budgets = new Budgets(time);
    }

    /** Registers them. */
    static void register(BundleContext context, Time time) {
        var clients = new Clients(time);
        context.registerService(HttpFactory.class, clients, FrameworkUtil.asDictionary(Map.of()));
        context.registerService(Quotas.class, clients.budgets, FrameworkUtil.asDictionary(Map.of()));
    }

    @Override
    public HttpFactory getService(Bundle bundle, ServiceRegistration<HttpFactory> registration) {
        return OpenedClients.local(budgets);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<HttpFactory> registration, HttpFactory service) {
        if (service instanceof OpenedClients opened) {
            opened.close();
        }
    }
}
