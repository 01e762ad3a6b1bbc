package io.atoll.health.internal.inside;

import io.atoll.operation.Help;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** A bundle, and why it does not run. */
record BundleView(
        @Help("its number") long id,
        @Help("its symbolic name") String name,
        @Help("its version") String version,

        @Help("installed, resolved, starting, active, stopping or uninstalled")
        State state,

        @Help("why it is not resolved; empty if it is") List<String> missing) {

    /** How a bundle stands. */
    enum State {
        /** It is there, but what it needs is not. */
        INSTALLED,
        /** Its classes can be loaded; it was not started. */
        RESOLVED,
        /** It starts, or waits until somebody needs it. */
        STARTING,
        /** It runs. */
        ACTIVE,
        /** It stops. */
        STOPPING,
        /** It leaves. */
        UNINSTALLED
    }

    static BundleView of(Bundle bundle, FrameworkWiring wiring) {
        State state = state(bundle);
        return new BundleView(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                state,
                state == State.INSTALLED ? missing(bundle, wiring) : List.of());
    }

    private static State state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> State.INSTALLED;
            case Bundle.RESOLVED -> State.RESOLVED;
            case Bundle.STARTING -> State.STARTING;
            case Bundle.ACTIVE -> State.ACTIVE;
            case Bundle.STOPPING -> State.STOPPING;
            default -> State.UNINSTALLED;
        };
    }

    /** What nobody provides, in the words of its manifest. */
    private static List<String> missing(Bundle bundle, FrameworkWiring wiring) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        var missing = new ArrayList<String>();
        if (revision != null) {
            for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
                if (needed(requirement.getDirectives())
                        && wiring.findProviders(requirement).isEmpty()) {
                    missing.add(words(requirement));
                }
            }
        }
        return missing.isEmpty()
                ? List.of("there is somebody for everything that it needs, but they do not fit together, or nobody has"
                        + " started it")
                : missing;
    }

    private static boolean needed(Map<String, String> directives) {
        return !Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && !"dynamic".equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && Constants.EFFECTIVE_RESOLVE.equals(
                        directives.getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE));
    }

    private static String words(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        String what = requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                ? "package"
                : requirement.getNamespace().toLowerCase(Locale.ROOT);
        return "nobody provides " + what + " " + filter;
    }
}
