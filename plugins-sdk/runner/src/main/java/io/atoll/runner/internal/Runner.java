package io.atoll.runner.internal;

import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Reconciler;
import io.atoll.runner.internal.Options.BadArguments;
import io.atoll.runner.internal.Options.Output;
import io.atoll.runner.internal.Session.Act;
import io.atoll.runner.internal.Session.Inputs;
import io.atoll.runner.internal.View.Status;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * If the platform was started as {@code atoll dev}: runs the integration in a source folder, and again after each change of it.
 *
 * <p>It uses the platform's own stages: what lies in the deploy folder is verified and started by {@code deploy}, configured by
 * {@code settings}, read by {@code fetch}, mapped by {@code map} and compared by {@code diff}.
 */
@Component(
        service = {},
        immediate = true)
public final class Runner {

    private static final Logger log = LoggerFactory.getLogger(Runner.class);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final BundleContext context;
    private final Deployments deployments;
    private final Integrations integrations;
    private final Fetcher fetcher;
    private final Mapper mapper;
    private final Reconciler reconciler;
    private final ConfigurationAdmin admin;
    private final ServiceComponentRuntime runtime;
    private final ExecutorService plays = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("atoll-dev-play").factory());
    private final Thread thread;
    private volatile boolean stopped;

    /** Begins at once. */
    @Activate
    public Runner(
            BundleContext context,
            @Reference Deployments deployments,
            @Reference Integrations integrations,
            @Reference Fetcher fetcher,
            @Reference Mapper mapper,
            @Reference Reconciler reconciler,
            @Reference ConfigurationAdmin admin,
            @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.deployments = deployments;
        this.integrations = integrations;
        this.fetcher = fetcher;
        this.mapper = mapper;
        this.reconciler = reconciler;
        this.admin = admin;
        this.runtime = runtime;
        this.thread = Thread.ofPlatform().daemon().name("atoll-dev").start(this::run);
    }

    /** Ends at once; what is under way is cancelled. */
    @Deactivate
    void stop() {
        stopped = true;
        thread.interrupt();
        plays.shutdownNow();
    }

    private void run() {
        try {
            var arguments = property("atoll.arguments").lines().toList();
            var options = Options.of(
                    arguments.subList(Math.min(1, arguments.size()), arguments.size()),
                    Path.of("").toAbsolutePath());
            end(follow(options).exit());
        } catch (BadArguments bad) {
            System.err.println("atoll dev: " + bad.getMessage() + "; atoll dev --help says more");
            end(Status.UNUSABLE.exit());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException defect) {
            if (!stopped) {
                log.error("atoll dev cannot go on", defect);
                end(Status.UNUSABLE.exit());
            }
        }
    }

    /** Shows one view after another; returns if one was wanted only. */
    private Status follow(Options options) throws IOException, InterruptedException {
        var project = new Project(options.folder());
        Path work = Path.of(property("atoll.data")).resolve("dev");
        Session session = session(options, project, work);
        Rehearsal rehearsal = rehearsal(options, work);
        Screen screen = screen(options.output(), System.out);
        System.err.println("Building " + options.folder() + " …");
        while (true) {
            Optional<View> view = view(session, rehearsal, options.once());
            if (view.isPresent()) {
                screen.show(view.get());
                if (options.once()) {
                    return view.get().status();
                }
                var settled = new Settling(session);
                while (!settled.stale()) {
                    Thread.sleep(LOOK_EVERY_MILLIS);
                }
            }
        }
    }

    /** What there is to see now; empty if something changed meanwhile, so that it is not worth showing. */
    private Optional<View> view(Session session, Rehearsal rehearsal, boolean toTheEnd)
            throws IOException, InterruptedException {
        Act act;
        try {
            act = session.prepare();
        } catch (Unbuildable problem) {
            return Optional.of(View.unusable(session.running(), problem.problems()));
        } catch (IOException unusable) {
            return Optional.of(unusable(session, unusable));
        }
        Future<View> playing = plays.submit(() -> rehearsal.play(act));
        var settled = new Settling(session);
        while (true) {
            try {
                return Optional.of(playing.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException underWay) {
                if (!toTheEnd && settled.stale()) {
                    playing.cancel(true);
                    return Optional.empty();
                }
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof IOException unusable) {
                    return Optional.of(unusable(session, unusable));
                }
                throw new IllegalStateException(failed.getCause());
            }
        }
    }

    private static View unusable(Session session, IOException unusable) {
        return View.unusable(session.running(), List.of(new Problem("", unusable.toString())));
    }

    /** Tells when something has changed and has come to rest: when two looks see the same. */
    private static final class Settling {

        private final Session session;
        private Inputs before;

        Settling(Session session) throws IOException {
            this.session = session;
            this.before = session.look();
        }

        boolean stale() throws IOException {
            Inputs now = session.look();
            boolean atRest = now.equals(before);
            before = now;
            return atRest && session.stale(now);
        }
    }

    private Session session(Options options, Project project, Path work) throws IOException {
        var workshop = new Workshop(
                project,
                new ClassPath(project, options.classPath(), work),
                work,
                Path.of(property("atoll.deploy")),
                deployments);
        var instance = new Instance(options, project, Path.of(property("atoll.home")), Path.of(property("atoll.conf")));
        return new Session(project, options, workshop, instance, integrations);
    }

    private Rehearsal rehearsal(Options options, Path work) throws IOException {
        return new Rehearsal(
                fetcher,
                mapper,
                new Records(fetcher, work.resolve("raw")),
                new LastRun(reconciler, work.resolve("last"), options.limit()),
                new Registry(context, admin),
                new Components(context, runtime),
                options);
    }

    private static Screen screen(Output output, PrintStream out) {
        return switch (output) {
            case TABLE -> new TableScreen(out);
            case JSON -> DocumentScreen.json(out);
            case YAML -> DocumentScreen.yaml(out);
        };
    }

    private void end(int status) {
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
