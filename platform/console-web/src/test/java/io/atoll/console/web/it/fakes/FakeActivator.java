package io.atoll.console.web.it.fakes;

import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.SyncEngine;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the services of a platform with a hostile name. */
public final class FakeActivator implements BundleActivator {

    /** Markup, quotes, and a variable of the web console. */
    public static final String HOSTILE = "<script>alert(1)</script>\"'${head.title}&";

    @Override
    public void start(BundleContext context) {
        FakePlatform platform = new FakePlatform(HOSTILE);
        platform.change(1);
        context.registerService(
                new String[] {Integrations.class.getName(), Fetcher.class.getName(), SyncEngine.class.getName()},
                platform,
                null);
        context.registerService(Deployments.class, platform.deployments(), null);
    }

    @Override
    public void stop(BundleContext context) {}
}
