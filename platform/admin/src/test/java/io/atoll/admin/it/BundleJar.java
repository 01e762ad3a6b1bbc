package io.atoll.admin.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Makes bundles of test classes. */
public final class BundleJar {

    private BundleJar() {}

    /**
     * Packs the classes of a package.
     *
     * @param folder where the jar goes
     * @param activator the activator, whose whole package is packed
     * @param imports the value of {@code Import-Package}
     */
    public static Path of(Path folder, Class<?> activator, String imports) throws IOException {
        String name = activator.getPackageName();
        Manifest manifest = new Manifest();
        put(manifest, "Manifest-Version", "1.0");
        put(manifest, "Bundle-ManifestVersion", "2");
        put(manifest, "Bundle-SymbolicName", name);
        put(manifest, "Bundle-Activator", activator.getName());
        put(manifest, "Import-Package", imports);
        Path jar = folder.resolve(name + ".jar");
        Path classes = Path.of(URI.create(activator
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .resolve(name.replace('.', '/'));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> files = Files.list(classes)) {
            for (Path type : files.toList()) {
                out.putNextEntry(new JarEntry(name.replace('.', '/') + "/" + type.getFileName()));
                try (InputStream content = Files.newInputStream(type)) {
                    content.transferTo(out);
                }
            }
        }
        return jar;
    }

    private static void put(Manifest manifest, String name, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(name), value);
    }
}
