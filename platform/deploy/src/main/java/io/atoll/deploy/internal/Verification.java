package io.atoll.deploy.internal;

import static java.util.Objects.requireNonNullElse;

import io.atoll.deploy.internal.JarContent.Unsound;
import io.atoll.deploy.internal.Verdict.Refused;
import io.atoll.deploy.internal.Verdict.Sound;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * The checks that a jar must pass before the framework sees it: an intact archive without traps, and a bundle that may be
 * deployed. Nothing is executed. Safe for use by several threads.
 */
final class Verification {

    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private final Limits limits;
    private final int java;
    private final Predicate<String> platform;
    private final Supplier<Path> scratch;

    /**
     * Prepares the checks.
     *
     * @param java the feature version of the running Java
     * @param platform whether a symbolic name belongs to the platform itself
     * @param scratch names of files that jars inside the jar may be unpacked to
     */
    Verification(Limits limits, int java, Predicate<String> platform, Supplier<Path> scratch) {
        this.limits = limits;
        this.java = java;
        this.platform = platform;
        this.scratch = scratch;
    }

    /**
     * Examines a file that nobody else writes to.
     *
     * @throws IOException if the file could not be read at all
     */
    Verdict verify(Path jar) throws IOException {
        long size = Files.size(jar);
        if (size > limits.fileSize()) {
            return new Refused(
                    null,
                    "it is larger than %d MiB; make it smaller or raise file.max.mebibytes of io.atoll.deploy"
                            .formatted(limits.fileSize() >> 20),
                    false);
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return verify(zip, size);
        } catch (ZipException e) {
            return new Refused(null, "it is not a whole zip file (%s); copy it again".formatted(e.getMessage()), true);
        }
    }

    private Verdict verify(ZipFile zip, long size) throws IOException {
        BundleName name = null;
        try {
            JarContent content = new JarContent(limits, size, java, scratch);
            content.checkNames(zip, "");
            Attributes manifest = manifest(zip);
            name = name(manifest);
            mayBeDeployed(manifest, name);
            content.check(zip, "", classPath(manifest));
            return new Sound(name);
        } catch (Unsound e) {
            return new Refused(name, e.getMessage(), e.unfinished());
        }
    }

    private static Attributes manifest(ZipFile zip) throws Unsound {
        ZipEntry entry = zip.getEntry("META-INF/MANIFEST.MF");
        if (entry == null) {
            throw new Unsound("it has no META-INF/MANIFEST.MF; build it as an OSGi bundle");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new Manifest(in).getMainAttributes();
        } catch (IOException | IllegalArgumentException e) {
            throw new Unsound("its META-INF/MANIFEST.MF cannot be read (%s); build it anew".formatted(e.getMessage()));
        }
    }

    private static BundleName name(Attributes manifest) throws Unsound {
        String header = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (header == null) {
            throw new Unsound(
                    "its manifest has no Bundle-SymbolicName, so it is a plain jar; build it as an OSGi bundle");
        }
        String symbolicName = firstOf(header);
        if (!SYMBOLIC_NAME.matcher(symbolicName).matches()) {
            throw new Unsound(
                    "its Bundle-SymbolicName \"%s\" is not one; use letters, digits and . _ -".formatted(symbolicName));
        }
        String version = requireNonNullElse(manifest.getValue(Constants.BUNDLE_VERSION), "");
        try {
            return new BundleName(symbolicName, Version.parseVersion(version));
        } catch (IllegalArgumentException e) {
            throw new Unsound("its Bundle-Version \"%s\" is not one; use numbers as in 1.2.3 or 1.2.3.qualifier"
                    .formatted(version));
        }
    }

    private void mayBeDeployed(Attributes manifest, BundleName name) throws Unsound {
        String manifestVersion = manifest.getValue(Constants.BUNDLE_MANIFESTVERSION);
        if (manifestVersion == null || !manifestVersion.strip().equals("2")) {
            throw new Unsound("its manifest lacks Bundle-ManifestVersion: 2; build it with a current bundle tool");
        }
        String host = manifest.getValue(Constants.FRAGMENT_HOST);
        if (host != null) {
            throw new Unsound("it is a fragment of %s and would change that bundle; build it as a bundle of its own"
                    .formatted(firstOf(host)));
        }
        String required = manifest.getValue(Constants.REQUIRE_BUNDLE);
        if (required != null) {
            throw new Unsound("it requires the bundle %s by name (Require-Bundle); import the packages instead"
                    .formatted(firstOf(required)));
        }
        if (platform.test(name.symbolicName())) {
            throw new Unsound(
                    "%s is a bundle of the platform, which the deploy folder must not replace; give it a name of its own"
                            .formatted(name.symbolicName()));
        }
    }

    private static Set<String> classPath(Attributes manifest) {
        @Nullable String header = manifest.getValue(Constants.BUNDLE_CLASSPATH);
        return header == null
                ? Set.of()
                : Stream.of(header.split(",")).map(Verification::firstOf).collect(Collectors.toSet());
    }

    /** The first path of a header, without attributes and directives. */
    private static String firstOf(String header) {
        return header.split("[;,]", 2)[0].strip();
    }
}
