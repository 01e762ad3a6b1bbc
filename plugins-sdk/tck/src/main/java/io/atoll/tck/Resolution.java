package io.atoll.tck;

import io.atoll.test.container.ClassPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Tells whether a bundle finds in the platform all that it imports, by the resolver of the framework itself. */
final class Resolution {

    /** The bundles of the platform from which integrations import. */
    private static final List<String> PLATFORM = List.of(
            "io.atoll.spi",
            "io.atoll.kit",
            "io.atoll.jq",
            "org.jspecify.jspecify",
            "com.fasterxml.jackson.core.jackson-annotations",
            "com.fasterxml.jackson.core.jackson-core",
            "com.fasterxml.jackson.core.jackson-databind",
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.configadmin",
            "org.apache.felix.scr");

    /** What the logging of the platform exports. */
    private static final String LOGGING = "org.slf4j;version=2.0.6,org.slf4j.event;version=2.0.6,"
            + "org.slf4j.helpers;version=2.0.6,org.slf4j.spi;version=2.0.6,"
            + "org.apache.commons.logging;version=1.3.5,org.osgi.service.log;version=1.4";

    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)\\)([^\\]]*)");
    private static final Pattern OTHER = Pattern.compile("missing requirement (\\[[^\\]]*\\] \\S+; .*)");

    private Resolution() {}

    /** What is missing, of several things the first, and what to do. */
    static Optional<String> missing(Path bundle, Path storage) throws BundleException, InterruptedException {
        var classPath = new ClassPath();
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        LOGGING));
        framework.start();
        try {
            for (String name : PLATFORM) {
                framework
                        .getBundleContext()
                        .installBundle("reference:" + classPath.bundle(name).toUri());
            }
            Bundle tested = framework.getBundleContext().installBundle("reference:" + bundle.toUri());
            tested.start();
            return Optional.empty();
        } catch (BundleException e) {
            return Optional.of(explanation(String.valueOf(e.getMessage())));
        } finally {
            framework.stop();
            framework.waitForStop(60_000);
        }
    }

    private static String explanation(String message) {
        Matcher missing = PACKAGE.matcher(message);
        if (missing.find()) {
            return "the bundle imports the package " + missing.group(1) + wanted(missing.group(2))
                    + ", which neither it nor the platform has. Put the library that has it into the bundle: a line"
                    + " '-includeresource: lib/x.jar=x-*.jar;lib:=true' in bnd.bnd; or, if it is never needed, leave the import"
                    + " out: 'Import-Package: !" + missing.group(1) + ", *'. The framework says: " + message;
        }
        Matcher other = OTHER.matcher(message);
        return "the bundle needs what the platform does not have" + (other.find() ? ": " + other.group(1) : "")
                + ". The framework says: " + message;
    }

    private static String wanted(String rest) {
        Matcher version = Pattern.compile("version>=([\\w.]+)").matcher(rest);
        return version.find() ? " from version " + version.group(1) + " on" : "";
    }
}
