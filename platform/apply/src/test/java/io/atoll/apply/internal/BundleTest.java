package io.atoll.apply.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.apply.internal.client.ApplyConfig;
import io.atoll.apply.internal.client.Eventually;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Endpoint;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.RunReport.Status;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** The bundle in a real framework: it needs what it says, and calls a catalog from there. */
@Timeout(120)
class BundleTest {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Defaults NOTHING = new Defaults(List.of(), null);

    /** What the framework takes from the class path of this test, so that both can talk. */
    private static final String SHARED = String.join(
            ",",
            "io.atoll.model;version=1.0.0",
            "io.atoll.pipeline;version=1.1.0",
            "io.atoll.spi;version=1.0.0",
            "com.fasterxml.jackson.core;version=2.22.4",
            "com.fasterxml.jackson.core.io;version=2.22.4",
            "com.fasterxml.jackson.databind;version=2.22.4",
            "com.fasterxml.jackson.databind.cfg;version=2.22.4",
            "com.fasterxml.jackson.databind.json;version=2.22.4",
            "com.fasterxml.jackson.databind.node;version=2.22.4",
            "org.jspecify.annotations;version=1.0.1",
            "org.slf4j;version=2.0.6",
            "org.osgi.service.cm;version=1.6.0");

    @TempDir
    private Path cache;

    @Test
    void importsNothingButThePlatformAndTheJdk() throws Exception {
        try (InputStream manifest = Files.newInputStream(CLASSES.resolve("META-INF/MANIFEST.MF"))) {
            String imports = new Manifest(manifest).getMainAttributes().getValue(Constants.IMPORT_PACKAGE);

            assertThat(imports).doesNotContain("resolution");
            assertThat(imports.replaceAll("\"[^\"]*\"", "").split(","))
                    .allSatisfy(name -> assertThat(name)
                            .matches("(java\\.|javax\\.(crypto|net|security\\.auth\\.x500)|jdk\\.net|org\\.ietf\\.jgss"
                                    + "|com\\.fasterxml\\.jackson\\.(core|databind)|io\\.atoll\\.(model|pipeline|spi)"
                                    + "|org\\.jspecify\\.annotations|org\\.osgi\\.framework|org\\.slf4j).*"));
        }
    }

    @Test
    void exportsNothing() throws Exception {
        try (InputStream manifest = Files.newInputStream(CLASSES.resolve("META-INF/MANIFEST.MF"))) {
            assertThat(new Manifest(manifest).getMainAttributes().getValue(Constants.EXPORT_PACKAGE))
                    .isNull();
        }
    }

    @Test
    void followsTheCatalogOfTheInstallationAndTheConfiguration() throws Exception {
        Framework framework = start();
        try (FakePort local = port();
                FakePort configured = port()) {
            BundleContext context = framework.getBundleContext();
            ServiceTracker<Catalog, Catalog> catalogs = track(context, Catalog.class);
            ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> admins = track(context, ConfigurationAdmin.class);
            Catalog first = catalogs.waitForService(30_000);
            assertThatThrownBy(() -> install(first)).hasMessageContaining("there is no catalog to write to");

            ServiceRegistration<Endpoint> endpoint =
                    context.registerService(Endpoint.class, new LocalEndpoint(local.url()), null);
            Installation installation = install(first);
            assertThat(local.calls()).hasSize(5);
            assertThat(first.address()).isEqualTo("http://127.0.0.1/catalog");
            endpoint.unregister();
            assertThatThrownBy(() -> installation.runStarted(Bench.report("r", Status.RUNNING)))
                    .hasMessageContaining("there is no catalog");

            Configuration configuration = admins.waitForService(30_000).getConfiguration(ApplyConfig.PID, "?");
            configuration.update(FrameworkUtil.asDictionary(
                    Map.of("baseUrl", configured.url().toString(), "clientId", "id", ".clientSecret", "secret")));
            Eventually.isTrue(() -> first.address().equals(configured.url().toString()));
            install(first);
            assertThat(configured.calls()).hasSize(5);
            assertThat(Arrays.asList(catalogs.getServiceReference().getPropertyKeys()))
                    .noneMatch(key -> key.contains("ecret"));
        } finally {
            framework.stop();
            framework.waitForStop(30_000);
        }
        Eventually.isTrue(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("atoll-apply")));
    }

    private record LocalEndpoint(URI baseUrl) implements Endpoint {

        @Override
        public Optional<URI> pages() {
            return Optional.of(URI.create("http://127.0.0.1/catalog"));
        }

        @Override
        public String clientId() {
            return "id";
        }

        @Override
        public String clientSecret() {
            return "secret";
        }
    }

    private static FakePort port() throws Exception {
        FakePort port = new FakePort();
        port.always("POST /v1/integration", Answer.ok("{\"ok\":true}"));
        port.always("PATCH /v1/integration/mini-1", Answer.ok("{\"ok\":true}"));
        return port;
    }

    private static Installation install(Catalog catalog) throws CatalogException, InterruptedException {
        return catalog.install(Bench.integration(null), NOTHING);
    }

    private static <T> ServiceTracker<T, T> track(BundleContext context, Class<T> type) {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        return tracker;
    }

    private Framework start() throws Exception {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Framework framework = factory.newFramework(Map.of(
                "atoll.data",
                cache.toString(),
                Constants.FRAMEWORK_STORAGE,
                cache.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                SHARED));
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Path> jars = Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(
                        path -> path.getFileName()
                                .toString()
                                .matches(
                                        "(org\\.apache\\.felix\\.(scr|configadmin)|org\\.osgi\\.(service\\.component|util\\..*))-.*"))
                .toList();
        assertThat(jars).hasSize(5);
        for (Path jar : jars) {
            context.installBundle(jar.toUri().toString());
        }
        context.installBundle("reference:" + CLASSES.toUri());
        for (Bundle bundle : context.getBundles()) {
            bundle.start();
        }
        return framework;
    }
}
