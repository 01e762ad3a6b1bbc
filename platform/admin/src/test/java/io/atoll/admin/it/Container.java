package io.atoll.admin.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/** A Felix framework with the bundles of the test class path that a test names, serving HTTP on a free port of the loopback interface. */
public final class Container implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the pages of the platform need: logging, DS, Config Admin, HTTP, the web console, and their libraries. */
    private static final Set<String> GROUND = Set.of(
            "org.ops4j.pax.logging.pax-logging-api",
            "org.osgi.service.component",
            "org.osgi.util.promise",
            "org.osgi.util.function",
            "org.apache.felix.scr",
            "org.apache.felix.configadmin",
            "org.apache.felix.http.servlet-api",
            "org.apache.felix.http.jetty12",
            "org.apache.felix.webconsole",
            "org.apache.felix.inventory",
            "org.owasp.encoder",
            "org.apache.commons.commons-fileupload",
            "org.apache.commons.commons-io",
            "org.jspecify.jspecify",
            "org.snakeyaml.engine",
            "com.fasterxml.jackson.core.jackson-core",
            "com.fasterxml.jackson.core.jackson-databind",
            "com.fasterxml.jackson.core.jackson-annotations",
            "io.atoll.spi",
            "io.atoll.api",
            "io.atoll.admin");

    private final Framework framework;
    private final int port;

    private Container(Framework framework, int port) {
        this.framework = framework;
        this.port = port;
    }

    /**
     * Starts a container.
     *
     * @param folder an empty folder for the framework's cache and the data folder {@code data}
     * @param properties framework properties besides those that say where to listen and to keep data
     * @param more symbolic names of bundles besides the ground
     */
    public static Container start(Path folder, Map<String, String> properties, String... more)
            throws BundleException, IOException {
        int port = freePort();
        Map<String, String> configuration = new HashMap<>(Map.of(
                Constants.FRAMEWORK_STORAGE,
                folder.resolve("cache").toString(),
                "org.osgi.service.http.port",
                String.valueOf(port),
                "org.apache.felix.http.host",
                "127.0.0.1",
                "atoll.http.address",
                "http://127.0.0.1:" + port,
                "atoll.conf",
                folder.resolve("conf").toString(),
                "atoll.data",
                folder.resolve("data").toString()));
        configuration.putAll(properties);
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        Set<String> wanted = new HashSet<>(GROUND);
        Collections.addAll(wanted, more);
        ClassLoader testClasses = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            start(framework, locations(wanted));
        } finally {
            Thread.currentThread().setContextClassLoader(testClasses);
        }
        return new Container(framework, port);
    }

    /** Jetty asks the context class loader for its own services, and must not find the copy on the test class path. */
    private static void start(Framework framework, List<String> locations) throws BundleException {
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (String location : locations) {
            bundles.add(framework.getBundleContext().installBundle(location));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private static List<String> locations(Set<String> wanted) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (URL url : Collections.list(Container.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream content = url.openStream()) {
                String name = new Manifest(content).getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                String address = url.toString();
                if (name != null && address.startsWith("jar:")) {
                    found.put(name.split(";")[0].strip(), address.substring("jar:".length(), address.indexOf("!/")));
                }
            }
        }
        if (!found.keySet().containsAll(wanted)) {
            wanted.removeAll(found.keySet());
            throw new IllegalStateException("not on the test class path: " + wanted);
        }
        return wanted.stream().map(found::get).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Installs and starts one more bundle. */
    public void install(Path jar) throws BundleException {
        context().installBundle(jar.toUri().toString()).start();
    }

    /** The framework itself, which is there also when it has stopped. */
    public Bundle framework() {
        return framework;
    }

    /** The context of the framework itself. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** The port that it serves. */
    public int port() {
        return port;
    }

    /** An address of this container. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A bundle by its symbolic name. */
    public Bundle bundle(String symbolicName) {
        for (Bundle bundle : context().getBundles()) {
            if (bundle.getSymbolicName().equals(symbolicName)) {
                return bundle;
            }
        }
        throw new IllegalStateException("there is no bundle " + symbolicName);
    }

    /** Waits for a service; its class is one of the container's, not of the test. */
    public Object service(String type) throws InterruptedException {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open(true);
        try {
            Object service = tracker.waitForService(PATIENCE.toMillis());
            if (service == null) {
                throw new IllegalStateException("no service " + type + " within " + PATIENCE);
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(PATIENCE.toMillis());
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
