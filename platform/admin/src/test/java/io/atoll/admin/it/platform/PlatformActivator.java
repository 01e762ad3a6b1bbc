package io.atoll.admin.it.platform;

import io.atoll.pipeline.BundleFiles;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.SyncEngine;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers a platform whose every text is hostile. */
public final class PlatformActivator implements BundleActivator {

    /** Markup, quotes, control characters, and what is no ASCII. */
    public static final String HOSTILE = "<script>alert(1)</script>\"'&\u0000\u001b[31m\u202e é";

    @Override
    public void start(BundleContext context) {
        FakePlatform platform = new FakePlatform(HOSTILE);
        context.registerService(
                new String[] {Integrations.class.getName(), Fetcher.class.getName(), SyncEngine.class.getName()},
                platform,
                null);
        context.registerService(Deployments.class, new FakeDeployments(HOSTILE), null);
        context.registerService(BundleFiles.class, new FakeBundleFiles(HOSTILE), null);
        context.registerService(ConfigurationFiles.class, new FakeConfigurationFiles(HOSTILE), null);
        context.registerService(Inbox.class, new FakeInbox(HOSTILE), null);
    }

    @Override
    public void stop(BundleContext context) {}
}
