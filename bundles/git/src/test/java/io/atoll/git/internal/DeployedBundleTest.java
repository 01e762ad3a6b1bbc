package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.spi.ResyncProvider;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundle in a real framework, which gives it what the platform shares with all bundles and nothing more. */
class DeployedBundleTest {

    private static final String SHARED = "io.atoll.spi;version=1.0,"
            + "com.fasterxml.jackson.core;version=2.22,"
            + "com.fasterxml.jackson.core.base;version=2.22,"
            + "com.fasterxml.jackson.core.exc;version=2.22,"
            + "com.fasterxml.jackson.core.format;version=2.22,"
            + "com.fasterxml.jackson.core.io;version=2.22,"
            + "com.fasterxml.jackson.core.util;version=2.22,"
            + "com.fasterxml.jackson.databind;version=2.22,"
            + "com.fasterxml.jackson.databind.cfg;version=2.22,"
            + "com.fasterxml.jackson.databind.node;version=2.22,"
            + "org.jspecify.annotations;version=1.0,"
            + "org.slf4j;version=2.0.6";

    @TempDir
    Path temp;

    @Test
    void readsRepositoriesAndLeavesNothingWhenUninstalled() throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        temp.resolve("cache").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                        "osgi.extender;osgi.extender=osgi.component;version:Version=1.5",
                        "atoll.data",
                        temp.resolve("data").toString()));
        framework.start();
        try (SampleRepository shop = SampleRepository.create(temp.resolve("shop"))) {
            shop.write("pom.xml", "<a/>")
                    .write("a.yaml", "b: 1")
                    .write("c.toml", "d = 1")
                    .commit("Begin");

            WeakReference<ClassLoader> loader = readAndUninstall(framework, shop);

            Threads.await(Duration.ofSeconds(30), () -> {
                System.gc();
                return loader.refersTo(null);
            });
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private WeakReference<ClassLoader> readAndUninstall(Framework framework, SampleRepository shop) throws Exception {
        BundleContext context = framework.getBundleContext();
        Bundle bundle =
                context.installBundle("reference:" + Path.of("target/classes").toUri());
        bundle.start();
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        Class<?> type = bundle.loadClass(GitResync.class.getName());
        assertThat(type).isNotEqualTo(GitResync.class);

        var failures = new java.util.concurrent.atomic.AtomicReference<Throwable>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        read(type, bundle.getBundleContext(), shop);
                    } catch (Throwable e) {
                        failures.set(e);
                    }
                })
                .join();
        assertThat(failures.get()).isNull();

        var loader = new WeakReference<>(type.getClassLoader());
        bundle.uninstall();
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
        return loader;
    }

    private static void read(Class<?> type, BundleContext context, SampleRepository shop) throws Exception {
        ClassLoader loader = type.getClassLoader();
        Class<?> configuration = loader.loadClass(GitConfiguration.class.getName());
        Class<?> instance = loader.loadClass(GitInstance.class.getName());
        Map<String, ?> values = Map.of(
                "paths", new String[] {shop.folder().toString()},
                "urls", new String[] {"remote=file://" + shop.folder()});
        var provider = (ResyncProvider) type.getConstructor(configuration, instance, BundleContext.class)
                .newInstance(annotation(configuration, values), annotation(instance, Map.of()), context);

        for (Request request : List.of(
                Request.of("repository"),
                Request.of("commit"),
                Request.of("contributor"),
                Request.of("file", "{'path': '**'}"))) {
            var sink = new RecordingSink();
            provider.resync(request, sink);
            assertThat(sink.failures()).isEmpty();
            assertThat(sink.partitions()).containsExactly("shop", "remote");
            assertThat(sink.values("parseError")).doesNotContain("line");
            assertThat(sink.records()).isNotEmpty();
        }
    }

    private static Object annotation(Class<?> type, Map<String, ?> values) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
    }
}
