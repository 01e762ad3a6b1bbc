package io.atoll.deploy.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Requirement;

/** Says in plain words why an installed bundle cannot be resolved. */
final class Resolution {

    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]*)\\)");
    private static final Pattern AT_LEAST = Pattern.compile("\\((?:bundle-)?version>=([^)]*)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]*)\\)\\)");
    private static final Pattern AT_MOST = Pattern.compile("\\((?:bundle-)?version<=([^)]*)\\)");

    private final FrameworkWiring wiring;
    private final Set<Bundle> leaving;

    /**
     * A look at the framework as it will be.
     *
     * @param leaving bundles that provide nothing any more
     */
    Resolution(FrameworkWiring wiring, Set<Bundle> leaving) {
        this.wiring = wiring;
        this.leaving = leaving;
    }

    /**
     * Looks for a provider of everything that a bundle cannot do without, and if all is there lets the framework resolve it.
     *
     * @return one line for each thing that is missing; empty if the bundle resolves
     */
    List<String> problems(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<String> missing = new ArrayList<>();
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (mandatory(requirement) && providers(requirement).isEmpty()) {
                missing.add(describe(requirement));
            }
        }
        if (!missing.isEmpty() || (singleton(revision) && !leaving.isEmpty())) {
            return missing; // a singleton does not resolve beside its predecessor
        }
        return wiring.resolveBundles(List.of(bundle))
                ? List.of()
                : List.of(
                        "everything it imports is there, but not together: two of its imports lead to different versions of one"
                                + " package, or a provider itself lacks something; build it against the packages that the platform exports");
    }

    private List<BundleCapability> providers(Requirement requirement) {
        return wiring.findProviders(requirement).stream()
                .filter(capability -> capability.getRevision().getBundle().getState() != Bundle.UNINSTALLED)
                .filter(capability -> !leaving.contains(capability.getRevision().getBundle()))
                .toList();
    }

    private static boolean mandatory(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        String effective =
                requirement.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE);
        return (resolution == null || resolution.equals(Constants.RESOLUTION_MANDATORY))
                && effective.equals(Constants.EFFECTIVE_RESOLVE);
    }

    private static boolean singleton(BundleRevision revision) {
        return revision.getDeclaredCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).stream()
                .anyMatch(identity ->
                        "true".equals(identity.getDirectives().get(IdentityNamespace.CAPABILITY_SINGLETON_DIRECTIVE)));
    }

    private String describe(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> describePackage(filter);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                "it needs the execution environment %s, and this is Java %d; run the platform on a Java that has it, or build the bundle for this one"
                        .formatted(filter, Runtime.version().feature());
            default ->
                "it requires the capability %s %s, which nobody provides; deploy a bundle that provides it"
                        .formatted(requirement.getNamespace(), filter);
        };
    }

    private String describePackage(String filter) {
        Matcher name = PACKAGE.matcher(filter);
        if (!name.find()) {
            return "it imports a package %s, which nobody exports".formatted(filter);
        }
        String imported = (name.group(1) + " " + range(filter)).strip();
        Collection<String> exports = exports(name.group(1));
        return exports.isEmpty()
                ? "it imports package %s, which nobody exports; deploy a bundle that exports it, or put it inside this one"
                        .formatted(imported)
                : "it imports package %s, but there is only %s; deploy a fitting version, or build it against that one"
                        .formatted(imported, String.join(" and ", exports));
    }

    /** Who exports a package, whatever the version: {@code 2.3.0 (of com.acme.x)}. */
    private Collection<String> exports(String name) {
        TreeMap<String, String> exports = new TreeMap<>();
        for (BundleCapability capability : providers(new PackageRequirement(name))) {
            Object version = capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE);
            Bundle bundle = capability.getRevision().getBundle();
            exports.put(version + " (of " + bundle.getSymbolicName() + ")", name);
        }
        return exports.keySet();
    }

    /** The version range of a filter, as a manifest writes it; empty if it takes any. */
    private static String range(String filter) {
        String from = first(AT_LEAST, filter.replaceAll(BELOW.pattern(), ""));
        String below = first(BELOW, filter);
        String atMost = first(AT_MOST, filter);
        if (!below.isEmpty()) {
            return "[" + from + "," + below + ")";
        }
        return atMost.isEmpty() ? from : "[" + from + "," + atMost + "]";
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
