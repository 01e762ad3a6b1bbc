package io.atoll.actions.internal;

import static io.atoll.actions.internal.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.ActionDesk;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionExecutor;
import io.atoll.spi.action.ActionReports;
import io.atoll.spi.action.ActionResult;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Executors come and go as services, in a real framework. */
@Timeout(180)
class InstanceActionsOsgiTest {

    private static final String OF_A = "(&(atoll.integration=space)(atoll.instance=a))";

    @TempDir
    Path folder;

    private final FakeRuns runs = new FakeRuns();
    private Container container;

    @BeforeEach
    void startContainer() throws Exception {
        container = Container.start(
                folder,
                new Setting(
                        List.of(),
                        List.of("org.osgi.service.cm;version=1.6.1"),
                        Map.of("atoll.data", folder.resolve("data").toString())));
        BundleContext context = container.context();
        context.registerService(Integrations.class, new FakeIntegrations(), null);
        context.registerService(Catalog.class, new FakeCatalog(runs), null);
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    @Test
    void findsTheExecutorOfItsInstanceWithTheHighestRanking() throws Exception {
        executor("b", "restart", 99, run -> new ActionResult.Failed("another instance", List.of()));
        executor("a", "stop", 99, run -> new ActionResult.Failed("another action", List.of()));
        executor("a", "restart", 1, run -> new ActionResult.Failed("a lower ranking", List.of()));
        executor("a", "restart", 2, FakeExecutors::done);
        configure(true);
        runs.start("r1", "restart");

        eventually(() -> runs.ended("r1"));
        assertThat(runs.requests("r1")).last().isEqualTo("ended r1 true did r1 []");
    }

    @Test
    void cutsOffARunWhoseExecutorIsUnregistered() throws Exception {
        var begun = new CountDownLatch(1);
        var registration = executor("a", "restart", 0, run -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return FakeExecutors.done(run);
        });
        configure(true);
        runs.start("r1", "restart");
        begun.await();

        registration.unregister();

        eventually(() -> runs.ended("r1"));
        assertThat(runs.requests("r1")).last().asString().contains("false", "left the platform");
    }

    @Test
    void claimsNothingUnlessItIsEnabledButTakesEnds() throws Exception {
        configure(false);
        runs.start("r1", "restart");

        var desk = container.service(ActionDesk.class, OF_A);
        assertThat(desk.open()).isFalse();
        assertThat(container.service(ActionReports.class, OF_A).ended("x1", new ActionResult.Failed("", List.of())))
                .isFalse();
        assertThat(runs.claims()).isEmpty();
    }

    @Test
    void claimsNothingAsLongAsTheListenerOfItsInstanceWantsNoActions() throws Exception {
        listener("b", false);
        var registration = listener("a", false);
        executor("a", "restart", 0, FakeExecutors::done);
        configure(true);
        runs.start("r1", "restart");

        var desk = container.service(ActionDesk.class, OF_A);
        eventually(() -> desk.trouble().contains("shouldRunActions"));
        assertThat(runs.claims()).isEmpty();

        registration.unregister();
        listener("a", true);

        eventually(() -> runs.ended("r1"));
        assertThat(desk.trouble()).isEmpty();
    }

    private ServiceRegistration<Triggers> listener(String instance, boolean actions) {
        return container
                .context()
                .registerService(Triggers.class, new FakeListener(new IntegrationId("space", instance), actions), null);
    }

    @Test
    void leavesNoThreadAndNoServiceBehind() throws Exception {
        var begun = new CountDownLatch(1);
        executor("a", "restart", 0, run -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return FakeExecutors.done(run);
        });
        Configuration configuration = configure(true);
        runs.start("r1", "restart");
        begun.await();
        eventually(() -> threads() == 1);

        configuration.delete();

        container.awaitNone(ActionDesk.class, "");
        container.awaitNone(ActionReports.class, "");
        eventually(() -> threads() == 0);
        eventually(() -> runs.ended("r1"));
        assertThat(runs.requests("r1")).last().asString().contains("false", "The platform stopped");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("atoll-action"))
                .count();
    }

    private ServiceRegistration<ActionExecutor> executor(
            String instance, String action, int ranking, ActionExecutor executor) {
        return container
                .context()
                .registerService(
                        ActionExecutor.class,
                        executor,
                        FrameworkUtil.asDictionary(Map.of(
                                "atoll.integration",
                                "space",
                                "atoll.instance",
                                instance,
                                "atoll.action.name",
                                action,
                                "service.ranking",
                                ranking)));
    }

    private Configuration configure(boolean enabled) throws Exception {
        Configuration configuration = container
                .service(ConfigurationAdmin.class, "")
                .getFactoryConfiguration("io.atoll.actions.instance", "space~a", "?");
        var properties = new HashMap<String, Object>(Map.of("enabled", enabled, "pollCheckIntervalSeconds", 1));
        properties.put("atoll.integration", "space");
        properties.put("atoll.instance", "a");
        configuration.update(FrameworkUtil.asDictionary(properties));
        return configuration;
    }
}
