package io.atoll.settings.internal;

import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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
 * <p>The files are read once before the service is there, and then whenever they or the deployed bundles change; one thread looks whether they
 * have.
 */
@Component(immediate = true)
public final class FileSettings implements Integrations, ConfigurationFiles {

    static final Comparator<IntegrationId> BY_NAME = Comparator.comparing(IntegrationId::toString);

    private static final Logger log = LoggerFactory.getLogger(FileSettings.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration READ_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(25);

    private final Path conf;
    private final ReentrantLock lock = new ReentrantLock();
    private final Folder folder;
    private final Deployed deployed;
    private final Reading reading;
    private final EditedFiles edited;
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
        this.conf = conf.toAbsolutePath().normalize();
        this.folder = new Folder(this.conf, ocean(context));
        this.deployed = new Deployed(context, components, metatypes);
        Secrets secrets = new Secrets(System::getenv);
        Configurations configurations = new Configurations(admin);
        this.reading = new Reading(folder, deployed, configurations, secrets, deploy);
        this.edited = new EditedFiles(this, folder, deployed, reading, configurations, secrets);
        configurations.deletePassing();
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
        return offer == null || offer.live() || read.state() == State.DISABLED
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
    public Defaults defaults(IntegrationId id, Path jar) {
        @Nullable Path folder = published.resources().get(id);
        return folder == null ? JarBundles.defaults(jar) : FolderDefaults.of(folder);
    }

    @Override
    public Optional<String> mappingText(IntegrationId id) {
        try {
            Integration integration = find(id).orElse(null);
            if (integration == null || integration.mapping() == null) {
                return Optional.empty();
            }
            MappingFile file = mappingFile(integration);
            return file.apart() && file.mapping().equals(integration.mapping())
                    ? Optional.of(file.text())
                    : Optional.empty();
        } catch (Unwritten untold) {
            log.debug("{}: the mapping cannot be shown as it is written", id, untold);
            return Optional.empty();
        }
    }

    @Override
    public void map(IntegrationId id, String mapping) throws Unwritten, InterruptedException {
        Integration integration =
                find(id).orElseThrow(() -> new Unwritten("there is no integration '" + id + "' any more", null));
        if (integration.state() == State.FAULTY) {
            throw new Unwritten("mend the file of " + id + " first: " + integration.problem(), null);
        }
        MappingFile file = mappingFile(integration);
        if (!file.mapping().equals(integration.mapping())) {
            throw new Unwritten(file.name() + " was changed just now, and is not read again yet; look again", null);
        }
        file.replace(file.with(mapping));
        if (!file.says(mapping)) {
            awaitOther(integration);
        }
    }

    private MappingFile mappingFile(Integration integration) throws Unwritten {
        Path parent = conf.getParent();
        Path file = parent == null ? conf : parent.resolve(integration.source());
        if (integration.mapping() == null || !conf.resolve("integrations").equals(file.getParent())) {
            throw new Unwritten(integration.id() + " has no mapping in a file of conf/integrations", null);
        }
        return MappingFile.of(file, integration.source());
    }

    /** Waits a while for the mapping to be another one. */
    private void awaitOther(Integration before) throws InterruptedException {
        long deadline = System.nanoTime() + READ_WITHIN.toNanos();
        while (find(before.id())
                        .map(now -> Objects.equals(now.mapping(), before.mapping()))
                        .orElse(false)
                && System.nanoTime() - deadline < 0
                && !closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            // looked again
        }
    }

    @Override
    public Map<String, String> problems() {
        return published.problems();
    }

    @Override
    public List<ConfigurationFiles.Schema> schemas() {
        return edited.schemas();
    }

    @Override
    public Optional<ConfigurationFiles.Schema> schema(String name) {
        return edited.schema(name);
    }

    @Override
    public Optional<Document> find(String name) {
        return edited.find(name);
    }

    @Override
    public List<Fault> check(String name, Edit edit) throws Rejected {
        return edited.check(name, edit);
    }

    @Override
    public Written set(String name, Edit edit) throws Rejected {
        return edited.set(name, edit);
    }

    @Override
    public String remove(String name) throws Rejected {
        return edited.remove(name);
    }

    @Override
    public Rehearsal rehearse(String name, Edit edit) throws Rejected {
        return edited.rehearse(name, edit);
    }

    @Override
    public List<Drift> drift() {
        return edited.drift();
    }

    @Override
    public List<Exported> export() {
        return edited.export();
    }

    @Override
    public List<SecretUse> secrets() {
        return edited.secrets();
    }

    private void watch() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                exclusively(() -> {
                    look();
                    return true;
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does something while nothing else is done with the files. */
    <T, E extends Exception> T exclusively(Deed<T, E> deed) throws E {
        lock.lock();
        try {
            return deed.perform();
        } finally {
            lock.unlock();
        }
    }

    /** Reads the files as they were taken; to be called exclusively. */
    void update() {
        attempt(this::read);
    }

    private void look() {
        attempt(() -> {
            boolean files = folder.look();
            boolean bundles = deployed.look();
            if (files || bundles || !outage.isEmpty()) {
                read();
            }
        });
    }

    /** What fails changes nothing, is told once, and the next look tries again. */
    private void attempt(Step step) {
        try {
            step.take();
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

    /** Something that is done exclusively. */
    @FunctionalInterface
    interface Deed<T, E extends Exception> {

        T perform() throws E;
    }

    @FunctionalInterface
    private interface Step {

        void take() throws IOException;
    }

    /** What one reading found. */
    private record Published(
            List<Integration> integrations,
            Map<String, String> problems,
            Map<String, Offer> offers,
            Map<IntegrationId, Path> resources) {}
}
