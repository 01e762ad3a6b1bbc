package io.atoll.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Starts the framework with the bundles of {@code system/}, and waits for its end.
 *
 * <p>Exit status: 0 after an ordinary stop, also by SIGTERM; what the platform put into the system property {@code atoll.exit.status}; 2 if it could not
 * start, with one line on standard error that says why, but 1 if it was to plan only, where 2 says that there is something to change.
 */
public final class Main {

    /** The exit status of a platform that could not start. */
    static final int UNUSABLE = 2;

    /** The exit status of one that could not start, and was to plan only. */
    static final int UNPLANNED = 1;

    private static final long STOP_WITHIN_MILLIS = TimeUnit.SECONDS.toMillis(9);

    private Main() {}

    /** Starts the platform; the arguments are passed on to it as the framework property {@code atoll.arguments}, one a line. */
    public static void main(String[] arguments) throws Exception {
        try {
            run(arguments);
        } catch (UnusableInstallation problem) {
            System.err.println("atoll: " + problem.getMessage());
            System.exit(List.of(arguments).contains("--plan") ? UNPLANNED : UNUSABLE);
        }
    }

    private static void run(String[] arguments)
            throws UnusableInstallation, IOException, BundleException, InterruptedException {
        var installation = Installation.at(Path.of(System.getProperty("atoll.home", ".")), List.of(arguments));
        try (var claim = installation.claim()) {
            Framework framework = ServiceLoader.load(FrameworkFactory.class)
                    .findFirst()
                    .orElseThrow(
                            () -> new UnusableInstallation("lib/ holds no OSGi framework; unpack the archive again"))
                    .newFramework(installation.framework());
            framework.init();
            install(framework, installation.bundles());
            var stopper = new Thread(() -> stop(framework, claim), "atoll-stop");
            Runtime.getRuntime().addShutdownHook(stopper);
            framework.start();
            framework.waitForStop(0);
        }
        System.exit(status());
    }

    private static int status() {
        return Integer.getInteger("atoll.exit.status", 0);
    }

    private static void install(Framework framework, List<Installation.SystemBundle> bundles) throws BundleException {
        var context = framework.getBundleContext();
        for (var system : bundles) {
            var bundle = context.installBundle("reference:" + system.file().toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(system.startLevel());
            if (bundle.getHeaders().get("Fragment-Host") == null) {
                bundle.start();
            }
        }
    }

    /** Ends the process too: a signal that was obeyed is no failure. */
    private static void stop(Framework framework, Installation.Claim claim) {
        try {
            framework.stop();
            framework.waitForStop(STOP_WITHIN_MILLIS);
            claim.close();
        } catch (BundleException | InterruptedException | IOException late) {
            System.err.println("atoll: stopped without waiting for everything: " + late.getMessage());
        }
        Runtime.getRuntime().halt(status());
    }
}
