package io.atoll.deploy.internal;

import io.atoll.pipeline.BundleFiles.Import;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The framework, as far as deployment needs it.
 *
 * <p>It never refreshes packages: a refresh holds the one lock of the framework while it waits for every bundle it touches, so a
 * single bundle that hangs would stop all others. A bundle is replaced by another installation instead.
 */
final class Container {

    private final BundleContext context;
    private final Bundle system;
    private final AtomicLong number = new AtomicLong(System.currentTimeMillis());

    Container(BundleContext context) {
        this.context = context;
        this.system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    /** Whether bundles may be started: the framework has come up far enough, and is not going down. */
    boolean ready() {
        FrameworkStartLevel level = system.adapt(FrameworkStartLevel.class);
        return !goingDown() && level.getStartLevel() >= level.getInitialBundleStartLevel();
    }

    boolean goingDown() {
        return (system.getState() & (Bundle.STARTING | Bundle.ACTIVE)) == 0;
    }

    /** Bundles that an earlier life of this component installed. */
    List<Installed> leftovers() {
        List<Installed> leftovers = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            Origin.of(bundle.getLocation()).ifPresent(origin -> leftovers.add(new Installed(bundle, origin)));
        }
        return leftovers;
    }

    /** Whether a bundle that did not come from the deploy folder has this symbolic name. */
    boolean isPlatform(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !bundle.getLocation().startsWith(Origin.PREFIX))
                .anyMatch(bundle -> symbolicName.equals(bundle.getSymbolicName()));
    }

    /** Installs a copy; this runs nothing of it. */
    Installed install(Staging.Copy copy, String file) throws BundleException, IOException {
        Origin origin = new Origin(file, copy.sha256());
        try (InputStream content = Files.newInputStream(copy.path())) {
            return new Installed(context.installBundle(origin.location(number.incrementAndGet()), content), origin);
        }
    }

    /** Takes back an installation of which nothing was started; false if the framework does not do it now. */
    static boolean takeBack(Installed installed) {
        try {
            installed.bundle.uninstall();
            return true;
        } catch (BundleException | IllegalStateException later) {
            return false;
        }
    }

    /**
     * What keeps a bundle from being resolved, one line for each thing; empty if it resolves.
     *
     * @param leaving bundles that will be gone when it starts
     */
    List<String> problems(Installed installed, Set<Bundle> leaving) {
        return new Resolution(system.adapt(FrameworkWiring.class), leaving).problems(installed.bundle);
    }

    /** The call that starts a bundle. It is transient, so that after a restart the folder decides, not the framework's memory. */
    static Callable<@Nullable Void> starting(Bundle bundle) {
        return () -> {
            bundle.start(Bundle.START_TRANSIENT);
            return null;
        };
    }

    /** The call that stops and uninstalls a bundle, as soon as its start, which may hang, has come back. */
    static Callable<@Nullable Void> ending(Installed installed) {
        Attempt<@Nullable Void> start = installed.start;
        Bundle bundle = installed.bundle;
        return () -> {
            if (start != null) {
                start.join();
            }
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
            return null;
        };
    }

    /** Tells of packages whether somebody exports them. */
    List<Import> found(List<Import> wanted) {
        FrameworkWiring wiring = system.adapt(FrameworkWiring.class);
        return wanted.stream()
                .map(each -> new Import(each.name(), each.range(), exported(wiring, each)))
                .toList();
    }

    private static boolean exported(FrameworkWiring wiring, Import wanted) {
        try {
            VersionRange range = new VersionRange(wanted.range().isEmpty() ? "0" : wanted.range());
            return wiring.findProviders(new PackageRequirement(wanted.name())).stream()
                    .map(capability -> capability.getAttributes().get(Constants.VERSION_ATTRIBUTE))
                    .anyMatch(version -> version instanceof Version found && range.includes(found));
        } catch (IllegalArgumentException noRange) {
            return false;
        }
    }

    /** The bundles that use packages of a deployed bundle and would be deployed anew with another version of it. */
    List<String> refreshed(String symbolicName) {
        List<Bundle> present = Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .filter(bundle -> bundle.getLocation().startsWith(Origin.PREFIX))
                .toList();
        return present.isEmpty()
                ? List.of()
                : system.adapt(FrameworkWiring.class).getDependencyClosure(present).stream()
                        .filter(bundle -> !present.contains(bundle) && bundle.getState() != Bundle.UNINSTALLED)
                        .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                        .sorted()
                        .toList();
    }

    /** The bundles that still use packages of a bundle that was uninstalled. */
    Set<Bundle> users(Installed gone) {
        Collection<Bundle> closure = system.adapt(FrameworkWiring.class).getDependencyClosure(List.of(gone.bundle));
        return closure.stream()
                .filter(bundle -> bundle != gone.bundle && bundle.getState() != Bundle.UNINSTALLED)
                .collect(Collectors.toSet());
    }
}
