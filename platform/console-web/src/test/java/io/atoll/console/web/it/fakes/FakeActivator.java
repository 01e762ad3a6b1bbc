package io.atoll.console.web.it.fakes;

import io.atoll.pipeline.BundleFiles;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Explanations;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

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
        services(platform, HOSTILE).forEach((type, service) -> context.registerService(type.getName(), service, null));
        ConnectionCheck check = () -> List.of(new Step("reach " + HOSTILE, Outcome.PASSED, "found " + HOSTILE));
        Dictionary<String, Object> git =
                FrameworkUtil.asDictionary(Map.of("atoll.integration", "git", "atoll.instance", "demo"));
        context.registerService(ConnectionCheck.class, check, git);
    }

    /** The services beside those that the platform itself is. */
    public static Map<Class<?>, Object> services(FakePlatform platform, String name) {
        return Map.of(
                ConfigurationFiles.class,
                new FakeConfigurationFiles(name),
                BundleFiles.class,
                new FakeBundleFiles(name),
                Deployments.class,
                platform.deployments(),
                Inbox.class,
                new FakeInbox(name),
                Mapper.class,
                new FakeMapper(name),
                Explanations.class,
                new FakeExplanations(name),
                Records.class,
                new FakeRecords(name),
                Catalog.class,
                empty());
    }

    /** A catalog that knows none of the integrations; pages ask it for nothing else. */
    private static Object empty() {
        return Proxy.newProxyInstance(
                FakeActivator.class.getClassLoader(), new Class<?>[] {Catalog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("find")) {
                        return Optional.empty();
                    }
                    throw new UnsupportedOperationException("pages ask the catalog for no " + method.getName());
                });
    }

    @Override
    public void stop(BundleContext context) {}
}
