package io.atoll.deploy.internal;

import static java.util.Objects.requireNonNull;

import io.atoll.pipeline.BundleFiles;
import io.atoll.pipeline.Deployments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
        service = {Deployments.class, BundleFiles.class, CollisionHook.class})
@Designate(ocd = DeployConfiguration.class)
public final class DeployFolder implements Deployments, BundleFiles, CollisionHook {

    private static final Logger log = LoggerFactory.getLogger(DeployFolder.class);
    private static final Duration END = Duration.ofSeconds(2);

    private final Bundle self;
    private final Duration poll;
    private final Intake intake;
    private final Upgrades upgrades;
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
        Path data = directory(context, "atoll.data").resolve("deploy");
        Staging staging = new Staging(data.resolve("staging"));
        Folder folder = new Folder(directory(context, "atoll.deploy"));
        Archive archive = new Archive(data.resolve("versions"), values.versionsKept());
        Uploads uploads = new Uploads(data.resolve("uploads"), values.limits().fileSize(), InstantSource.system());
        Verification verification =
                new Verification(values.limits(), Runtime.version().feature(), container::isPlatform, staging::scratch);
        self = context.getBundle();
        poll = values.poll();
        intake = new Intake(
                values, folder, staging, verification, container, new Components(components), archive, news::release);
        upgrades = new Upgrades(intake, folder, verification, container, archive, uploads);
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

    @Override
    public String receive(InputStream content) throws Unfit {
        return upgrades.receive(content);
    }

    @Override
    public void discard(String upload) {
        upgrades.discard(upload);
    }

    @Override
    public Preview preview(String upload) throws Unfit {
        return upgrades.preview(upload);
    }

    @Override
    public Path file(String upload) throws Unfit {
        return upgrades.file(upload);
    }

    @Override
    public void deploy(String file, String upload) throws Unfit {
        upgrades.deploy(file, upload);
    }

    @Override
    public List<Kept> versions(String file) throws Unfit {
        return upgrades.versions(file);
    }

    @Override
    public Kept rollBack(String file, @Nullable String version) throws Unfit {
        return upgrades.rollBack(file, version);
    }

    @Override
    public void remove(String file) throws Unfit {
        upgrades.remove(file);
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
