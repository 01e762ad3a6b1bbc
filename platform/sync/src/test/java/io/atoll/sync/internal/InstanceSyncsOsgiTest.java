package io.atoll.sync.internal;

import static io.atoll.sync.internal.Json.things;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.sync.CatalogSync;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** One service for each configured instance, in a real framework. */
@Timeout(180)
class InstanceSyncsOsgiTest {

    @TempDir
    Path folder;

    private final World world = new World("thing");
    private Container container;
    private ServiceRegistration<?> catalog;

    @BeforeEach
    void startContainer() throws Exception {
        container =
                Container.start(folder, new Setting(List.of(), List.of("org.osgi.service.cm;version=1.6.1"), Map.of()));
        BundleContext context = container.context();
        context.registerService(Integrations.class, new FakeIntegrations(), null);
        context.registerService(Mapper.class, world.mapper, null);
        context.registerService(Reconciler.class, world.reconciler, null);
        context.registerService(Ledger.class, world.ledger, null);
        context.registerService(SyncEngine.class, world.engine, null);
        catalog = context.registerService(Catalog.class, world.catalog, null);
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    @Test
    void everyInstanceHasItsOwnServiceAsLongAsItIsConfigured() throws Exception {
        Configuration a = configure("a");
        Configuration b = configure("b");

        assertThat(container.service(CatalogSync.class, of("a")).integration())
                .isEqualTo(new IntegrationId("space", "a"));
        assertThat(container.service(CatalogSync.class, of("b")).integration())
                .isEqualTo(new IntegrationId("space", "b"));

        b.delete();
        awaitNone(of("b"));
        assertThat(container.find(CatalogSync.class, of("a"))).isPresent();
        a.update(FrameworkUtil.asDictionary(Map.of("unrelated", "yes")));
        awaitNone(of("a"));
    }

    @Test
    void writesForItsInstance() throws Exception {
        configure("a");

        container.service(CatalogSync.class, of("a")).register(things(2));

        assertThat(world.catalog.held()).containsExactly("n0", "n1");
    }

    @Test
    void isThereOnlyWithThePipeline() throws Exception {
        configure("a");
        container.service(CatalogSync.class, of("a"));

        catalog.unregister();

        assertThat(container.find(CatalogSync.class, "")).isEmpty();
        container.context().registerService(Catalog.class, world.catalog, null);
        assertThat(container.service(CatalogSync.class, of("a"))).isNotNull();
    }

    private static String of(String instance) {
        return "(&(atoll.integration=space)(atoll.instance=" + instance + "))";
    }

    private void awaitNone(String filter) {
        Container.await(
                () -> container.find(CatalogSync.class, filter).isEmpty() ? Optional.of(true) : Optional.empty());
    }

    private Configuration configure(String instance) throws Exception {
        Configuration configuration = container
                .service(ConfigurationAdmin.class, "")
                .getFactoryConfiguration("io.atoll.space", instance, "?");
        configuration.update(
                FrameworkUtil.asDictionary(Map.of("atoll.integration", "space", "atoll.instance", instance)));
        return configuration;
    }
}
