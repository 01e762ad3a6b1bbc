package io.atoll.deploy.internal;

import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Deployments.Deployment;
import io.atoll.pipeline.Deployments.State;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;

/** A Felix framework with declarative services and this bundle, and a deploy folder. */
final class Platform implements AutoCloseable {

    private static final List<String> LIBRARIES = List.of(
            "org.osgi.util.function-",
            "org.osgi.util.promise-",
            "org.osgi.service.component-",
            "org.apache.felix.configadmin-",
            "org.apache.felix.scr-");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path home;
    private final Framework framework;

    private Platform(Path home, Framework framework) {
        this.home = home;
        this.framework = framework;
    }

    /** Starts one, whose deploy folder is {@code home/deploy}, with a time limit for starting of five seconds. */
    static Platform start(Path home) throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(
                        Map.of(
                                "atoll.deploy",
                                home.resolve("deploy").toString(),
                                "atoll.data",
                                home.resolve("data").toString(),
                                Constants.FRAMEWORK_STORAGE,
                                home.resolve("cache").toString(),
                                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                                "io.atoll.pipeline;version=1.1.0,org.jspecify.annotations;version=1.0.1,org.slf4j;version=2.0.6,org.osgi.service.cm;version=1.6.1"));
        framework.start();
        Platform platform = new Platform(home, framework);
        if (framework.getBundleContext().getBundles().length == 1) {
            platform.install();
        }
        platform.deployments();
        return platform;
    }

    private void install() throws BundleException, IOException {
        BundleContext context = framework.getBundleContext();
        for (String library : LIBRARIES) {
            context.installBundle("reference:" + jar(library).toUri()).start();
        }
        configure("start.timeout.seconds", 5);
        context.installBundle("reference:" + Path.of("target", "classes").toUri())
                .start();
    }

    /** Sets one value of the configuration and leaves the others at their defaults. */
    void configure(String key, Object value) throws IOException {
        BundleContext context = framework.getBundleContext();
        ServiceReference<ConfigurationAdmin> admin = context.getServiceReference(ConfigurationAdmin.class);
        context.getService(admin)
                .getConfiguration("io.atoll.deploy", null)
                .update(FrameworkUtil.asDictionary(Map.of(key, value)));
    }

    private static Path jar(String prefix) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    /** The service under test, as it is now. */
    Deployments deployments() {
        return service(Deployments.class);
    }

    /** A service of the platform, as it is now. */
    <S> S service(Class<S> type) {
        BundleContext context = framework.getBundleContext();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            ServiceReference<S> reference = context.getServiceReference(type);
            S service = reference == null ? null : context.getService(reference);
            if (service != null) {
                return service;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        throw new AssertionError("not within a minute: " + type.getSimpleName() + " is there");
    }

    /** Moves a bundle into the deploy folder in one step. */
    void deploy(String file, Jar jar) {
        try {
            Path part = home.resolve(file + ".part");
            Files.write(part, jar.bytes());
            Files.createDirectories(deployFolder());
            Files.move(part, file(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String file) {
        try {
            Files.delete(file(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in the deploy folder, which is made if the platform has not got there yet. */
    Path file(String name) throws IOException {
        return Files.createDirectories(deployFolder()).resolve(name);
    }

    Path deployFolder() {
        return home.resolve("deploy");
    }

    Optional<Deployment> find(String file) {
        return deployments().all().stream()
                .filter(deployment -> deployment.file().equals(file))
                .findFirst();
    }

    /** Waits until a file is in a state, with a given bundle version. */
    Deployment await(String file, String version, State state) {
        until(
                file + " " + version + " is " + state,
                () -> find(file)
                        .filter(found ->
                                found.state() == state && found.version().equals(version))
                        .isPresent());
        return find(file).orElseThrow();
    }

    /** Waits until a file is in a state. */
    Deployment await(String file, State state) {
        until(
                file + " is " + state,
                () -> find(file).filter(found -> found.state() == state).isPresent());
        return find(file).orElseThrow();
    }

    /** Waits until the folder was dealt with so many times more. */
    void awaitSteps(int count) {
        for (int i = 0; i < count; i++) {
            int before = System.identityHashCode(deployments().all());
            until("another step", () -> System.identityHashCode(deployments().all()) != before);
        }
    }

    void awaitGone(String symbolicName) {
        until(symbolicName + " is gone", () -> bundles(symbolicName).isEmpty());
    }

    List<Bundle> bundles(String symbolicName) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
    }

    /** The bundle of a name, of which there is exactly one. */
    Bundle bundle(String symbolicName) {
        List<Bundle> bundles = bundles(symbolicName);
        if (bundles.size() != 1) {
            throw new AssertionError("not one bundle " + symbolicName + " but " + bundles);
        }
        return bundles.getFirst();
    }

    /** Polls for at most a minute. */
    void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "not within a minute: " + what + "; " + deployments().all());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(Duration.ofSeconds(20).toMillis());
    }
}
