package io.atoll.demo.internal;

import io.atoll.access.LoginLinks;
import io.atoll.pipeline.Catalog.Endpoint;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * If the platform was started as {@code atoll demo}: configures the git integration on the repositories that were named, tells how its
 * first run goes, and where to look.
 */
@Component(
        service = {},
        immediate = true)
public final class Demo {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);
    private static final IntegrationId GIT = new IntegrationId("git", "demo");
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(60);
    private static final Duration TELLS_WITHIN = Duration.ofMillis(500);
    private static final Duration SIGN_IN_WITHIN = Duration.ofHours(1);
    private static final int BAD_ARGUMENTS = 2;

    private final BundleContext context;
    private final Integrations integrations;
    private final SyncEngine engine;
    private final Endpoint endpoint;
    private final LoginLinks loginLinks;
    private final @Nullable Thread thread;

    /** Begins at once, if the platform was started for it. */
    @Activate
    public Demo(
            BundleContext context,
            @Reference Integrations integrations,
            @Reference SyncEngine engine,
            @Reference Endpoint endpoint,
            @Reference LoginLinks loginLinks) {
        this.context = context;
        this.integrations = integrations;
        this.engine = engine;
        this.endpoint = endpoint;
        this.loginLinks = loginLinks;
        var arguments = property("atoll.arguments").lines().toList();
        this.thread = !arguments.isEmpty() && arguments.getFirst().equals("demo")
                ? Thread.ofPlatform().name("atoll-demo").start(() -> guide(arguments.subList(1, arguments.size())))
                : null;
    }

    /** Lets the end of a run that has just ended be told. */
    @Deactivate
    void stop() throws InterruptedException {
        if (thread != null && thread != Thread.currentThread()) {
            thread.join(TELLS_WITHIN);
            thread.interrupt();
        }
    }

    private void guide(List<String> arguments) {
        try {
            var tour = Tour.of(arguments, Path.of("").toAbsolutePath());
            PrintStream out = tour.once() ? System.err : System.out;
            configure(tour, out);
            var report = follow(out);
            if (report.isPresent() && !tour.once()) {
                showTheWay(out);
            }
        } catch (Tour.BadArguments bad) {
            end("atoll demo: " + bad.getMessage(), BAD_ARGUMENTS);
        } catch (IOException unwritable) {
            end(
                    "atoll demo: " + property("atoll.conf") + "/integrations cannot be written: " + unwritable,
                    BAD_ARGUMENTS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            log.error("The demo met a defect", defect);
        }
    }

    private void configure(Tour tour, PrintStream out) throws IOException {
        var file = Path.of(property("atoll.conf"), "integrations", GIT + ".yaml");
        String text = SettingsFile.text(tour);
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            var part = file.resolveSibling("." + file.getFileName() + ".part");
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        out.println("Reading git repositories, as " + file + " says:");
        tour.paths().forEach(path -> out.println("  " + path));
        tour.urls().forEach(url -> out.println("  " + url));
    }

    /** Follows the first run to its end; empty if there was none. */
    private Optional<RunReport> follow(PrintStream out) throws InterruptedException {
        var progress = new Progress(out);
        long deadline = System.nanoTime() + BEGINS_WITHIN.toNanos();
        while (true) {
            var run = engine.recent(GIT, 1).stream().findFirst();
            if (run.isPresent() && run.get().status() != Status.RUNNING) {
                progress.conclude(run.get());
                return run;
            }
            run.ifPresent(progress::tell);
            if (run.isEmpty() && System.nanoTime() > deadline) {
                out.println("Nothing began: " + problem());
                return Optional.empty();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private String problem() {
        var git = integrations.find(GIT);
        return git.filter(one -> one.state() != State.READY)
                .map(Integrations.Integration::problem)
                .orElse("look at 'atoll shell -c atoll:providers' and data/logs/atoll.log");
    }

    private void showTheWay(PrintStream out) {
        out.println();
        out.println("  Sign in  " + loginLinks.issue(SIGN_IN_WITHIN)
                + "   (works once, within the hour; then as user admin with the" + " password in "
                + Path.of(property("atoll.data"), "admin-password") + ")");
        endpoint.pages().ifPresent(pages -> out.println("  Catalog  " + pages));
        out.println("  Console  " + property("atoll.http.address") + "/");
        out.println("  Shell    " + Path.of(property("atoll.home"), "bin/atoll") + " shell -c 'atoll:runs'");
        out.println("  Stop     Ctrl+C");
    }

    private void end(String message, int status) {
        System.err.println(message);
        System.setProperty("atoll.exit.status", Integer.toString(status));
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException | IllegalStateException stopping) {
            log.debug("The platform stops already", stopping);
        }
    }

    private String property(String name) {
        return Objects.requireNonNullElse(context.getProperty(name), "");
    }
}
