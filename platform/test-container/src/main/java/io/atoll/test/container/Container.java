package io.atoll.test.container;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * A real framework with Config Admin and Service Component Runtime, and with the bundle under test: the classes of the module.
 *
 * <p>The contracts, Jackson, JSpecify and the logging API are exported by the system bundle, so that tests and bundles share their
 * types. A second container in the same folder starts with the bundles and configurations of the first.
 */
public final class Container implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> GROUND = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.configadmin",
            "org.apache.felix.scr");
    private static final Set<String> SHARED = Set.of(
            "io.atoll.spi",
            "io.atoll.api",
            "org.jspecify.jspecify",
            "com.fasterxml.jackson.core.jackson-annotations",
            "com.fasterxml.jackson.core.jackson-core",
            "com.fasterxml.jackson.core.jackson-databind");
    private static final String LOGGING = "org.slf4j;version=2.0.6,org.osgi.service.log;version=1.4.0";

    private final Framework framework;
    private final Path folder;

    private Container(Framework framework, Path folder) {
        this.framework = framework;
        this.folder = folder;
    }

    /**
     * Starts a container with the classes of the module.
     *
     * @param folder where the framework and made bundles are kept
     * @param setting what the bundle under test needs
     */
    public static Container start(Path folder, Setting setting) throws BundleException {
        return start(folder, setting, Path.of("target/classes"));
    }

    /**
     * Starts a container.
     *
     * @param folder where the framework and made bundles are kept
     * @param setting what the bundle under test needs
     * @param tested the bundle under test, a jar or a folder of classes
     */
    public static Container start(Path folder, Setting setting, Path tested) throws BundleException {
        var classPath = new ClassPath();
        var all = new HashMap<>(setting.properties());
        all.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
        var packages = new ArrayList<>(List.of(classPath.exports(SHARED), LOGGING));
        packages.addAll(setting.packages());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", packages));
        Framework framework = new org.apache.felix.framework.FrameworkFactory().newFramework(all);
        framework.start();
        var container = new Container(framework, folder);
        if (framework.getBundleContext().getBundles().length == 1) {
            var bundles = new ArrayList<Bundle>();
            for (String name :
                    Stream.concat(GROUND.stream(), setting.bundles().stream()).toList()) {
                bundles.add(container.install(classPath.bundle(name)));
            }
            bundles.add(container.install(tested));
            for (Bundle bundle : bundles) {
                bundle.start();
            }
        }
        return container;
    }

    /**
     * What the bundle under test needs.
     *
     * @param bundles symbolic names of bundles on the class path of the tests
     * @param packages clauses of packages that tests and bundles share besides the usual ones, such as
     *     {@code org.osgi.service.cm;version=1.6.1}
     * @param properties framework properties
     */
    public record Setting(List<String> bundles, List<String> packages, Map<String, String> properties) {

        /** Nothing. */
        public static final Setting PLAIN = new Setting(List.of(), List.of(), Map.of());

        /** Copies all. */
        public Setting {
            bundles = List.copyOf(bundles);
            packages = List.copyOf(packages);
            properties = Map.copyOf(properties);
        }
    }

    private Bundle install(Path bundle) throws BundleException {
        return framework.getBundleContext().installBundle("reference:" + bundle.toUri());
    }

    /** Where test code registers services. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** An installed bundle. */
    public Bundle bundle(String symbolicName) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(symbolicName + " is not installed"));
    }

    /** Makes a bundle of one package of the test's classes, and of the files beside them, and starts it. */
    public Bundle deploy(String symbolicName, String version, String fixture) throws Exception {
        Path jar = folder.resolve(symbolicName + "-" + version + ".jar");
        try (var builder = new Builder()) {
            builder.setBundleSymbolicName(symbolicName);
            builder.setBundleVersion(version);
            builder.setPrivatePackage(fixture);
            Path resources = Path.of("src/test/resources", fixture);
            if (Files.isDirectory(resources)) {
                builder.setIncludeResource(resources.toString());
            }
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                builder.addClasspath(new File(entry));
            }
            builder.build().write(jar.toFile());
            if (!builder.getErrors().isEmpty()) {
                throw new IllegalStateException(builder.getErrors().toString());
            }
        }
        Bundle bundle = install(jar);
        bundle.start();
        return bundle;
    }

    /** The service of a type that fits a filter, as soon as there is one. */
    public <S> S service(Class<S> type, String filter) {
        return await(() ->
                find(type, filter).map(reference -> framework.getBundleContext().getService(reference)));
    }

    /** A service of a type that fits a filter, if there is one now; an empty filter fits all. */
    public <S> Optional<ServiceReference<S>> find(Class<S> type, String filter) {
        try {
            return framework.getBundleContext().getServiceReferences(type, filter.isEmpty() ? null : filter).stream()
                    .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Waits until no service of a type fits a filter. */
    public void awaitNone(Class<?> type, String filter) {
        await(() -> find(type, filter).isPresent() ? Optional.empty() : Optional.of(true));
    }

    /** Asks until there is an answer. */
    public static <T> T await(Callable<Optional<T>> question) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            try {
                Optional<T> answer = question.call();
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("not seen within " + PATIENCE);
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(PATIENCE.toMillis());
        } catch (BundleException e) {
            throw new UncheckedIOException(new IOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
