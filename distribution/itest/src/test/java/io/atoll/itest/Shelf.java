package io.atoll.itest;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Makes the bundles that tests deploy, good ones and bad ones. */
final class Shelf {

    private final Path folder;

    Shelf(Path folder) {
        this.folder = folder;
    }

    /** An integration named {@code fake}; see its package. */
    Path integration(String version) throws Exception {
        return bundle(
                "fake-" + version, "io.atoll.itest.fake.integration", version, Map.of("-includeresource", defaults()));
    }

    /** An integration named {@code live}, with live events and routes; see its package. */
    Path live() throws Exception {
        return bundle(
                "live",
                "io.atoll.itest.fake.live",
                "1.0.0",
                Map.of(
                        "-includeresource",
                        ".port="
                                + Path.of(Shelf.class.getResource("/live/.port").toURI())));
    }

    /** Cut off in the middle, as a copy that broke off. */
    Path truncated() throws Exception {
        Path whole = integration("9.0.0");
        byte[] bytes = Files.readAllBytes(whole);
        Files.delete(whole);
        return Files.write(folder.resolve("truncated.jar"), Arrays.copyOf(bytes, bytes.length / 2));
    }

    Path withoutManifest() throws IOException {
        Path file = folder.resolve("plain.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry("readme.txt"));
            jar.write("no bundle".getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    Path unresolvable() throws Exception {
        return bundle(
                "unresolvable",
                "io.atoll.itest.fake.integration",
                "1.0.0",
                Map.of(
                        "Bundle-SymbolicName",
                        "unresolvable",
                        "Import-Package",
                        "com.acme.missing;version='[1.2,2)',*"));
    }

    Path throwing() throws Exception {
        return bundle("throwing", "io.atoll.itest.fake.throwing", "1.0.0", Map.of());
    }

    Path blocking() throws Exception {
        return bundle("blocking", "io.atoll.itest.fake.blocking", "1.0.0", Map.of());
    }

    /** Holds a class that only a Java of the far future can read. */
    Path fromTheFuture() throws Exception {
        Path made = bundle("future", "io.atoll.itest.fake.elsewhere", "1.0.0", Map.of("-noee", "true"));
        Path file = folder.resolve("from-the-future.jar");
        try (var in = new JarFile(made.toFile());
                var out = new JarOutputStream(Files.newOutputStream(file), in.getManifest())) {
            for (var entry : Collections.list(in.entries())) {
                if (entry.getName().endsWith(".class")) {
                    byte[] bytes = in.getInputStream(entry).readAllBytes();
                    bytes[7] = (byte) 200;
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(bytes);
                }
            }
        }
        Files.delete(made);
        return file;
    }

    /** The default blueprints and mapping. */
    private static String defaults() throws Exception {
        return ".port=" + Path.of(Shelf.class.getResource("/fake/.port").toURI());
    }

    private Path bundle(String name, String packageName, String version, Map<String, String> more) throws Exception {
        var headers = new HashMap<String, String>();
        headers.put("Bundle-SymbolicName", name.replaceAll("-[0-9.]+$", ""));
        headers.put("Bundle-Version", version);
        headers.put("Private-Package", packageName);
        headers.put("-reproducible", "true");
        headers.putAll(more);
        Path file = folder.resolve(name + ".jar");
        try (var builder = new Builder()) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (new File(entry).exists() && !entry.endsWith(".gz")) {
                    builder.addClasspath(new File(entry));
                }
            }
            headers.forEach(builder::setProperty);
            Jar jar = builder.build();
            if (!builder.getErrors().isEmpty()) {
                throw new IllegalStateException(name + ": " + builder.getErrors());
            }
            jar.write(file.toFile());
        }
        return file;
    }
}
