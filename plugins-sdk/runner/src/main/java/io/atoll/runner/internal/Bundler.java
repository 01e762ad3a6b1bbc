package io.atoll.runner.internal;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;

/** Makes a bundle of compiled classes and resources, by the instructions of the project's {@code bnd.bnd}. */
final class Bundler {

    private static final String INTEGRATION = "io.atoll.integration";

    private final Project project;

    Bundler(Project project) {
        this.project = project;
    }

    /**
     * Makes the bundle.
     *
     * @param version by which this build is told from others
     * @param target the jar
     * @throws Unbuildable with what bnd found
     */
    Made bundle(Path classes, List<Path> classPath, String version, Path target) throws Unbuildable, IOException {
        try (var builder = new Builder()) {
            builder.setBase(project.folder().toFile());
            builder.setProperty("project.artifactId", project.name());
            builder.setProperty("project.name", project.name());
            builder.setProperty(Constants.FIXUPMESSAGES, "'private references';is:=error");
            if (Files.exists(project.instructions())) {
                builder.setProperties(project.instructions().toFile());
            }
            if (builder.getProperty(Constants.BUNDLE_SYMBOLICNAME) == null) {
                builder.setProperty(Constants.BUNDLE_SYMBOLICNAME, project.name());
            }
            builder.setProperty(Constants.BUNDLE_VERSION, version);
            builder.setProperty(Constants.COMPRESSION, "STORE");
            for (Path entry : classPath) {
                if (Files.exists(entry)) {
                    builder.addClasspath(entry.toFile());
                }
            }
            var content = new Jar(project.name(), classes.toFile());
            File resources = project.resources().toFile();
            if (resources.isDirectory()) {
                try (var jar = new Jar("resources", resources)) {
                    content.addAll(jar);
                }
            }
            builder.setJar(content);
            Jar bundle = builder.build();
            if (!builder.getErrors().isEmpty()) {
                throw new Unbuildable(builder.getErrors().stream()
                        .map(error -> new Problem("bundle", error))
                        .toList());
            }
            Made made = made(bundle.getManifest(), version);
            Path part = target.resolveSibling("." + target.getFileName() + ".part");
            Files.createDirectories(target.getParent());
            bundle.write(part.toFile());
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (IOException | Unbuildable known) {
            throw known;
        } catch (Exception e) { // what bnd declares
            throw new Unbuildable("bundle", "bnd failed: " + e);
        }
    }

    private Made made(Manifest manifest, String version) throws Unbuildable {
        String capabilities = String.valueOf(manifest.getMainAttributes().getValue(Constants.PROVIDE_CAPABILITY));
        for (Map.Entry<String, ? extends Map<String, String>> each :
                OSGiHeader.parseHeader(capabilities).entrySet()) {
            String type = each.getValue().get("type");
            String pid = each.getValue().get("pid");
            if (each.getKey().equals(INTEGRATION) && type != null && pid != null) {
                return new Made(version, type, pid);
            }
        }
        throw new Unbuildable(
                project.shown(project.sources()),
                "no class says what is integrated; annotate one with @Integration(type = …, pid = …, title = …)");
    }

    /**
     * A bundle.
     *
     * @param version of this build
     * @param type what it integrates
     * @param pid the factory PID of its instances
     */
    record Made(String version, String type, String pid) {}
}
