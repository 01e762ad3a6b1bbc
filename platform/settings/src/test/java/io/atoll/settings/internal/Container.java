package io.atoll.settings.internal;

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
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * A real framework with Config Admin, Metatype and Service Component Runtime, and with the bundle under test.
 *
 * <p>The contracts, Jackson and the logging API are exported by the system bundle, so that tests and bundles share their types.
 */
final class Container implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SYSTEM_BUNDLES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.configadmin",
            "org.apache.felix.metatype",
            "org.apache.felix.scr",
            "snakeyaml-engine");
    private static final String SHARED =
            "io.atoll.spi;version=1.0.0,io.atoll.spi.sync;version=1.0.0,io.atoll.model;version=1.0.0,"
                    + "io.atoll.pipeline;version=1.0.0,org.jspecify.annotations;version=1.0.1,"
                    + "com.fasterxml.jackson.core;version=2.22.4,com.fasterxml.jackson.databind;version=2.22.4,"
                    + "com.fasterxml.jackson.databind.node;version=2.22.4,"
                    + "org.slf4j;version=2.0.6,org.osgi.service.log;version=1.4.0";

    private final Framework framework;
    private final Path folder;

    /** Starts the framework; what it keeps between starts lies in the folder. */
    Container(Path folder, Map<String, String> properties) throws BundleException {
        this.folder = folder;
        var all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        this.framework = new org.apache.felix.framework.FrameworkFactory().newFramework(all);
        framework.start();
        if (framework.getBundleContext().getBundles().length == 1) {
            var bundles = new ArrayList<Bundle>();
            for (String artifact : SYSTEM_BUNDLES) {
                bundles.add(install(onClassPath(artifact)));
            }
            bundles.add(install(Path.of("target/classes")));
            for (Bundle bundle : bundles) {
                bundle.start();
            }
        }
    }

    private static Path onClassPath(String artifact) {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path file = Path.of(entry);
            if (file.getFileName().toString().startsWith(artifact + "-")) {
                return file;
            }
        }
        throw new IllegalStateException(artifact + " is not on the class path");
    }

    private Bundle install(Path bundle) throws BundleException {
        return framework.getBundleContext().installBundle("reference:" + bundle.toUri());
    }

    /** The bundle under test. */
    Bundle underTest() {
        return bundle("io.atoll.settings");
    }

    Bundle bundle(String symbolicName) {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new IllegalStateException(symbolicName + " is not installed");
    }

    /** Makes a bundle of one package of the test's classes, and of files beside them, and starts it. */
    Bundle deploy(String symbolicName, String version, String fixture) throws Exception {
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
    <S> S service(Class<S> type, String filter) {
        return await(() ->
                find(type, filter).map(reference -> framework.getBundleContext().getService(reference)));
    }

    /** Waits until no service of a type fits a filter. */
    void awaitNone(Class<?> type, String filter) {
        await(() -> find(type, filter).isPresent() ? Optional.empty() : Optional.of(true));
    }

    <S> Optional<ServiceReference<S>> find(Class<S> type, String filter) {
        try {
            return framework.getBundleContext().getServiceReferences(type, filter.isEmpty() ? null : filter).stream()
                    .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Asks until there is an answer. */
    static <T> T await(Callable<Optional<T>> question) {
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
