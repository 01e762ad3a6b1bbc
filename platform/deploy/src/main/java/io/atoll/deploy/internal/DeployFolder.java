package io.atoll.deploy.internal;

import static java.util.Objects.requireNonNull;

import io.atoll.pipeline.Deployments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deploy folder at work: one thread that looks and decides. Bundles keep their state when it ends.
 *
 * <p>The folder is the framework property {@code atoll.deploy}; copies are kept in {@code deploy/staging} of {@code atoll.data}.
 */
@Component(
        configurationPid = "io.atoll.deploy",
        immediate = true,
        service = {Deployments.class, CollisionHook.class})
@Designate(ocd = DeployConfiguration.class)
public final class DeployFolder implements Deployments, CollisionHook {

    private static final Logger log = LoggerFactory.getLogger(DeployFolder.class);
    private static final Duration END = Duration.ofSeconds(2);

    private final Bundle self;
    private final Duration poll;
    private final Intake intake;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("atoll-deploy").unstarted(this::run);
    private volatile boolean closed;

    /** Starts to look. */
    @Activate
    public DeployFolder(
            BundleContext context, @Reference ServiceComponentRuntime components, DeployConfiguration configuration)
            throws IOException {
        DeployConfiguration.Values values = DeployConfiguration.Values.of(configuration);
        Container container = new Container(context);
        Staging staging =
                new Staging(directory(context, "atoll.data").resolve("deploy").resolve("staging"));
        Verification verification =
                new Verification(values.limits(), Runtime.version().feature(), container::isPlatform, staging::scratch);
        self = context.getBundle();
        poll = values.poll();
        intake = new Intake(
                values,
                new Folder(directory(context, "atoll.deploy")),
                staging,
                verification,
                container,
                new Components(components),
                news::release);
        thread.start();
    }

    private static Path directory(BundleContext context, String property) {
        return Path.of(requireNonNull(
                context.getProperty(property),
                () -> "the framework property " + property + " is missing; set it to a folder"));
    }

    @Override
    public List<Deployment> all() {
        return intake.all();
    }

    @Override
    public boolean settled() {
        return intake.settled();
    }

    /** Lets a new version of a deployed bundle be installed beside the old one, which goes only when the new one is known to be good. */
    @Override
    public void filterCollisions(int operation, Bundle target, Collection<Bundle> candidates) {
        if (operation == INSTALLING && target.equals(self)) {
            candidates.removeIf(bundle -> bundle.getLocation().startsWith(Origin.PREFIX));
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        closed = true;
        news.release();
        thread.join(END);
    }

    private void run() {
        try {
            while (!closed) {
                step();
                news.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            intake.close();
        }
    }

    private void step() {
        try {
            intake.step();
        } catch (RuntimeException e) {
            log.error("the deploy folder could not be dealt with; it is tried again", e);
        }
    }
}
