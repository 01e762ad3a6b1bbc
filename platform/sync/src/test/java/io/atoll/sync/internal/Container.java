package io.atoll.sync.internal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * A real framework with Config Admin and Service Component Runtime, and with the bundle under test.
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
            "org.apache.felix.scr");
    private static final List<String> JACKSON = List.of(
            "annotation",
            "core",
            "core.io",
            "core.util",
            "databind",
            "databind.cfg",
            "databind.deser",
            "databind.deser.std",
            "databind.exc",
            "databind.json",
            "databind.jsonFormatVisitors",
            "databind.jsontype",
            "databind.node",
            "databind.ser",
            "databind.ser.impl",
            "databind.ser.std",
            "databind.type",
            "databind.util");
    private static final String SHARED =
            "io.atoll.spi;version=1.0.0,io.atoll.spi.sync;version=1.0.0,io.atoll.model;version=1.0.0,"
                    + "io.atoll.pipeline;version=1.0.0,org.jspecify.annotations;version=1.0.1,"
                    + "org.slf4j;version=2.0.6,org.osgi.service.log;version=1.4.0,org.osgi.service.cm;version=1.6.1,"
                    + JACKSON.stream()
                            .map(name -> "com.fasterxml.jackson." + name + ";version=2.22.4")
                            .collect(Collectors.joining(","));

    private final Framework framework;

    /** Starts the framework; what it keeps between starts lies in the folder. */
    Container(Path folder) throws BundleException {
        var all = new HashMap<String, String>();
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

    /** Where test code registers services. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The service of a type that fits a filter, as soon as there is one. */
    <S> S service(Class<S> type, String filter) {
        return await(() ->
                find(type, filter).map(reference -> framework.getBundleContext().getService(reference)));
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
