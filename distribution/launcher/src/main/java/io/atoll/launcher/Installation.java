package io.atoll.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.osgi.framework.Constants;

/**
 * An unpacked archive: {@code conf/}, {@code system/}, {@code deploy/} and {@code data/} below one folder, and the settings of
 * {@code conf/atoll.properties}. A setting may be overridden by a system property of the same name.
 *
 * @param home the folder
 * @param settings what {@code conf/atoll.properties} says, with overrides
 * @param arguments the command line
 */
public record Installation(Path home, Map<String, String> settings, List<String> arguments) {

    /** The folders of the bundles without which there is no catalog, and with which alone there is one. */
    private static final Set<String> CATALOG = Set.of("base", "services", "http", "contract", "catalog", "settings");

    /** The folders of the bundles that run an integration from its source folder: the stages that need no catalog. */
    private static final Set<String> DEV = Set.of("base", "services", "contract", "stages", "settings", "dev");

    /**
     * Reads the installation in a folder.
     *
     * @throws UnusableInstallation if its settings cannot be read
     */
    public static Installation at(Path folder, List<String> arguments) throws UnusableInstallation {
        Path home = folder.toAbsolutePath().normalize();
        Path file = home.resolve("conf/atoll.properties");
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UnusableInstallation(file + " cannot be read (" + unreadable + "); restore it from the archive");
        }
        var settings = new HashMap<String, String>();
        for (String name : properties.stringPropertyNames()) {
            settings.put(name, System.getProperty(name, properties.getProperty(name)));
        }
        for (String name : Listening.SETTINGS) {
            String value = System.getProperty(name);
            if (value != null) {
                settings.put(name, value);
            }
        }
        return new Installation(home, listening(settings).settings(), arguments);
    }

    /** The settings with what the command line says of address and port. */
    private static Listening listening(Map<String, String> settings) throws UnusableInstallation {
        var listening = new Listening(settings);
        String address = System.getProperty("atoll.address", "");
        String port = System.getProperty("atoll.port", "");
        listening = address.isEmpty() ? listening : listening.at(address);
        return port.isEmpty() ? listening : listening.on(port);
    }

    /**
     * The bundles of {@code system/NN-name/}, in the order of start levels and names; {@code NN} is the start level. For the commands {@code catalog} and
     * {@code dev} only those that these need.
     */
    public List<SystemBundle> bundles() throws UnusableInstallation {
        var bundles = new ArrayList<SystemBundle>();
        for (Path folder : list(home.resolve("system"))) {
            String name = folder.getFileName().toString();
            int dash = name.indexOf('-');
            if (!wanted(name.substring(dash + 1))) {
                continue;
            }
            int level = Integer.parseInt(name.substring(0, dash));
            for (Path jar : list(folder)) {
                bundles.add(new SystemBundle(jar, level));
            }
        }
        return bundles;
    }

    private boolean wanted(String folder) {
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "catalog" -> CATALOG.contains(folder);
            case "dev" -> DEV.contains(folder);
            default ->
                switch (folder) {
                    case "terminal" -> Boolean.getBoolean("atoll.interactive");
                    case "dev" -> false;
                    default -> true;
                };
        };
    }

    /** Whether it runs an integration from its source folder; it then listens nowhere, and configuration and deploy folder are below the data folder. */
    private boolean dev() {
        return !arguments.isEmpty() && arguments.getFirst().equals("dev");
    }

    /** The configuration of the framework. */
    public Map<String, String> framework() {
        var framework = new HashMap<>(settings);
        framework.put("atoll.home", home.toString());
        Path work = dev() ? data() : home;
        framework.put("atoll.conf", work.resolve("conf").toString());
        framework.put("atoll.ocean", System.getProperty("atoll.ocean", ""));
        framework.put("atoll.deploy", work.resolve(dev() ? "bundle" : "deploy").toString());
        framework.put("atoll.data", data().toString());
        framework.put("atoll.arguments", String.join("\n", arguments));
        framework.put("atoll.resume", String.valueOf(!arguments.contains("--plan")));
        var listening = new Listening(settings);
        framework.put("atoll.http.address", listening.address());
        framework.put("org.apache.felix.http.host", listening.host());
        framework.put("org.osgi.service.http.port", listening.port());
        framework.putIfAbsent("https.port", Listening.SECURE_PORT);
        framework.put("org.eclipse.jetty.UriComplianceMode", "LEGACY");
        framework.put("felix.webconsole.security.providers", "io.atoll.admin");
        framework.put(Constants.FRAMEWORK_STORAGE, data().resolve("felix-cache").toString());
        framework.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        framework.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "100");
        return framework;
    }

    /**
     * Makes sure that this process alone works on the data folder, that its ports are free and nobody can listen in, and tells other
     * processes in {@code data/address} where it listens.
     *
     * @return to be closed at the end
     */
    Claim claim() throws UnusableInstallation {
        Path data = data();
        Path file = data.resolve("lock");
        try {
            createForOwnerAlone(data);
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    channel.close();
                    throw new UnusableInstallation(
                            "another platform runs on " + data + "; stop it first, or use another folder");
                }
            } catch (OverlappingFileLockException same) {
                channel.close();
                throw new UnusableInstallation("another platform runs on " + data + " in this process");
            }
            if (dev()) {
                return new Claim(channel, data.resolve("address"));
            }
            var listening = new Listening(settings);
            try {
                listening.check(home);
            } catch (UnusableInstallation problem) {
                channel.close();
                throw problem;
            }
            Path address = Files.writeString(data.resolve("address"), listening.address() + "\n");
            return new Claim(channel, address);
        } catch (IOException unwritable) {
            throw new UnusableInstallation("the data folder " + data + " cannot be written (" + unwritable
                    + "); give this user the right to write it, or name another by -Datoll.data");
        }
    }

    /** Makes the data folder, in which configurations and clones may hold secrets. */
    private static void createForOwnerAlone(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    private Path data() {
        return home.resolve(System.getProperty("atoll.data", "data"));
    }

    private static List<Path> list(Path folder) throws UnusableInstallation {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UnusableInstallation(folder + " cannot be read (" + unreadable + "); unpack the archive again");
        }
    }

    /** A bundle of the platform and the start level of its folder. */
    public record SystemBundle(Path file, int startLevel) {}

    /** Holds the data folder for this process until it is closed. */
    record Claim(FileChannel channel, Path address) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(address);
            channel.close();
        }
    }
}
