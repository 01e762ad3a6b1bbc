package io.atoll.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;

import io.atoll.launcher.Installation;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.Option;

/**
 * The archive under test, unpacked into a folder of its own.
 *
 * @param home the folder
 */
public record Distribution(Path home) {

    /** Unpacks the archive afresh, without any integration. */
    public static Distribution unpack(String name) throws Exception {
        Path home = Path.of(System.getProperty("atoll.itest"), name).toAbsolutePath();
        delete(home);
        Files.createDirectories(home);
        var tar = new ProcessBuilder(
                        "tar",
                        "-xzf",
                        System.getProperty("atoll.archive"),
                        "--strip-components",
                        "1",
                        "-C",
                        home.toString())
                .inheritIO()
                .start();
        if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
            throw new IOException("the archive " + System.getProperty("atoll.archive") + " could not be unpacked");
        }
        return new Distribution(home);
    }

    /** Takes the integrations of the archive out of its deploy folder. */
    public Distribution bare() throws IOException {
        try (var jars = Files.newDirectoryStream(deploy(), "*.jar")) {
            for (Path jar : jars) {
                Files.delete(jar);
            }
        }
        return this;
    }

    public Path deploy() {
        return home.resolve("deploy");
    }

    /** Where a test keeps the bundles that it may deploy. */
    public Path shelf() throws IOException {
        return Files.createDirectories(home.resolve("shelf"));
    }

    /** The container as the launcher would start it, with these bundles and settings, on a free port. */
    public Option[] container() throws Exception {
        System.setProperty("http.port", Integer.toString(freePort()));
        System.setProperty("atoll.data", home.resolve("data").toString());
        var installation = Installation.at(home, List.of("start"));
        var options = new ArrayList<Option>();
        for (var system : installation.bundles()) {
            options.add(bundle(system.file().toUri().toString()).startLevel(system.startLevel()));
        }
        for (Class<?> type : List.of(
                Test.class,
                org.junit.platform.commons.annotation.Testable.class,
                org.opentest4j.AssertionFailedError.class,
                org.apiguardian.api.API.class,
                net.bytebuddy.ByteBuddy.class,
                org.assertj.core.api.Assertions.class)) {
            options.add(bundle(location(type)).startLevel(1));
        }
        installation.framework().forEach((name, value) -> {
            if (!name.startsWith("org.osgi.framework.storage")) {
                options.add(frameworkProperty(name).value(value));
            }
        });
        options.add(frameworkProperty("org.ops4j.pax.logging.StaticLogbackFile")
                .value(home.resolve("conf/logback.xml").toString()));
        options.add(frameworkStartLevel(100));
        return options.toArray(Option[]::new);
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
