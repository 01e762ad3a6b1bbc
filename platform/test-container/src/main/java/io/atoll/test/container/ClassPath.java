package io.atoll.test.container;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** The bundles that lie on the class path of the tests: jars, and the classes of modules of the same build. */
public final class ClassPath {

    private final Map<String, Path> places = new LinkedHashMap<>();
    private final Map<String, Parameters> exports = new LinkedHashMap<>();

    /** Looks at what the running JVM was given. */
    public ClassPath() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path place = Path.of(entry);
            manifest(place).ifPresent(manifest -> add(place, manifest));
        }
    }

    private void add(Path place, Manifest manifest) {
        String name = manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name != null) {
            String symbolicName = name.split(";")[0].trim();
            places.putIfAbsent(symbolicName, place);
            exports.putIfAbsent(
                    symbolicName,
                    OSGiHeader.parseHeader(manifest.getMainAttributes().getValue(Constants.EXPORT_PACKAGE)));
        }
    }

    private static Optional<Manifest> manifest(Path place) {
        try {
            if (Files.isDirectory(place)) {
                Path file = place.resolve(JarFile.MANIFEST_NAME);
                if (!Files.exists(file)) {
                    return Optional.empty();
                }
                try (InputStream in = Files.newInputStream(file)) {
                    return Optional.of(new Manifest(in));
                }
            }
            if (!Files.exists(place)) {
                return Optional.empty();
            }
            try (var jar = new JarFile(place.toFile())) {
                return Optional.ofNullable(jar.getManifest());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(place.toString(), e);
        }
    }

    /**
     * Where a bundle lies.
     *
     * @throws IllegalStateException if it is not there
     */
    public Path bundle(String symbolicName) {
        Path place = places.get(symbolicName);
        if (place == null) {
            throw new IllegalStateException("the bundle " + symbolicName + " is not on the class path of the tests");
        }
        return place;
    }

    /** The packages that some bundles export, with their versions, as far as those bundles are there; a header. */
    public String exports(Set<String> symbolicNames) {
        var header = new StringJoiner(",");
        exports.forEach((name, packages) -> {
            if (symbolicNames.contains(name)) {
                packages.forEach((each, attributes) -> header.add(
                        each + ";version=\"" + attributes.getOrDefault(Constants.VERSION_ATTRIBUTE, "0.0.0") + '"'));
            }
        });
        return header.toString();
    }
}
