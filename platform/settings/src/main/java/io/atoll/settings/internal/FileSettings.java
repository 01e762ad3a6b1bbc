package io.atoll.settings.internal;

import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured integrations as the files in {@code atoll.conf} say them.
 *
 * <p>The files are read once before the service is there, and then by one thread whenever they or the deployed bundles change.
 */
@Component(immediate = true)
public final class FileSettings implements Integrations {

    static final Comparator<IntegrationId> BY_NAME = Comparator.comparing(IntegrationId::toString);

    private static final Logger log = LoggerFactory.getLogger(FileSettings.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Folder folder;
    private final Deployed deployed;
    private final Reading reading;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread scanner;
    private volatile Published published = new Published(List.of(), Map.of(), Map.of(), Map.of());
    private String outage = "";

    /** Reads the files and starts to watch them. */
    @Activate
    public FileSettings(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference MetaTypeService metatypes,
            @Reference ServiceComponentRuntime components)
            throws IOException {
        this(
                context,
                Path.of(required(context, "atoll.conf")),
                required(context, "atoll.deploy"),
                admin,
                metatypes,
                components);
    }

    private FileSettings(
            BundleContext context,
            Path conf,
            String deploy,
            ConfigurationAdmin admin,
            MetaTypeService metatypes,
            ServiceComponentRuntime components)
            throws IOException {
        this.folder = new Folder(conf.toAbsolutePath().normalize(), ocean(context));
        this.deployed = new Deployed(context, components, metatypes);
        this.reading = new Reading(folder, deployed, new Configurations(admin), new Secrets(System::getenv), deploy);
        read();
        this.scanner = Thread.ofPlatform().daemon().name("atoll-settings").start(this::watch);
    }

    private static @Nullable Path ocean(BundleContext context) {
        @Nullable String folder = context.getProperty("atoll.ocean");
        return folder == null || folder.isEmpty()
                ? null
                : Path.of(folder).toAbsolutePath().normalize();
    }

    private static String required(BundleContext context, String property) {
        @Nullable String value = context.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("the framework property " + property + " is not set");
        }
        return value;
    }

    /** Ends the watching; configurations stay. */
    @Deactivate
    public void close() throws InterruptedException {
        closed.countDown();
        scanner.join(PATIENCE);
        scanner.interrupt();
    }

    @Override
    public List<Integration> all() {
        return published.integrations().stream().map(this::asOfNow).toList();
    }

    /** What was read, unless the bundle left since. */
    private Integration asOfNow(Integration read) {
        Offer offer = published.offers().get(read.id().type());
        return offer == null || offer.live()
                ? read
                : new Integration(
                        read.id(),
                        read.title(),
                        "",
                        State.MISSING,
                        "its bundle has just left",
                        read.source(),
                        read.resyncOnStart(),
                        read.mapping(),
                        read.configuration(),
                        read.terms());
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.ofNullable(published.offers().get(id.type()))
                .filter(Offer::live)
                .map(offer -> defaults(offer, published.resources().get(id)));
    }

    private static Defaults defaults(Offer offer, @Nullable Path folder) {
        return folder == null ? BundleDefaults.of(offer.bundle()) : FolderDefaults.of(folder);
    }

    @Override
    public Map<String, String> problems() {
        return published.problems();
    }

    private void watch() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A look that fails changes nothing, is told once, and the next look tries again. */
    private void look() {
        try {
            boolean files = folder.look();
            boolean bundles = deployed.look();
            if (files || bundles || !outage.isEmpty()) {
                read();
            }
            outage = "";
        } catch (IOException | RuntimeException e) {
            if (!e.toString().equals(outage)) {
                log.warn("the configuration cannot be brought up to date; everything stays as it is", e);
            }
            outage = e.toString();
        }
    }

    private void read() throws IOException {
        reading.run(published.integrations());
        var now = new Published(
                reading.integrations(), reading.problems(), Map.copyOf(deployed.offers()), reading.resources());
        now.problems().forEach((file, problem) -> {
            if (!problem.equals(published.problems().get(file))) {
                log.warn("not taken:\n{}", problem);
            }
        });
        published = now;
    }

    /** What one reading found. */
    private record Published(
            List<Integration> integrations,
            Map<String, String> problems,
            Map<String, Offer> offers,
            Map<IntegrationId, Path> resources) {}
}
