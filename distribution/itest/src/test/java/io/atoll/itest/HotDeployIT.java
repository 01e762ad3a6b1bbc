package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.Endpoint;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Deployments.Deployment;
import io.atoll.pipeline.Explanations;
import io.atoll.pipeline.Explanations.Answer;
import io.atoll.pipeline.Explanations.Held;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** The deploy folder of the real container: what may be dropped into it, and when. */
@ExtendWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotDeployIT {

    @Inject
    private BundleContext context;

    @Inject
    private Deployments deployments;

    @Inject
    private Integrations integrations;

    @Inject
    private Fetcher fetcher;

    @Inject
    private SyncEngine engine;

    @Inject
    private Endpoint endpoint;

    @Inject
    private Explanations explanations;

    /** Unpacks the archive and fills the shelf. */
    @Configuration
    public Option[] container() throws Exception {
        var distribution = Distribution.unpack("hot-deploy").bare();
        var shelf = new Shelf(distribution.shelf());
        shelf.integration("1.0.0");
        shelf.integration("1.1.0");
        shelf.truncated();
        shelf.withoutManifest();
        shelf.unresolvable();
        shelf.throwing();
        shelf.blocking();
        shelf.fromTheFuture();
        return distribution.container();
    }

    @Test
    public void aDroppedBundleIsLiveAndItsInstanceCanRun() throws Exception {
        try (var one = new Instance("dropped", "a", "b")) {
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            one.ready();

            one.runsWhole();
            assertThat(catalog()).contains("a", "b");
        } finally {
            remove("fake.jar");
        }
    }

    @Test
    public void aNewerVersionReplacesTheOlderOneAlsoUnderTheSameName() throws Exception {
        try (var one = new Instance("newer", "x")) {
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            one.ready();

            drop("fake-1.1.0.jar", "fake.jar");
            eventually(() -> deployment("fake.jar").version().equals("1.1.0") && isLive("fake.jar"), deployments::all);
            one.ready();

            one.runsWhole();
            assertThat(installed("fake"))
                    .singleElement()
                    .satisfies(
                            bundle -> assertThat(bundle.getVersion().toString()).isEqualTo("1.1.0"));
        } finally {
            remove("fake.jar");
        }
    }

    @Test
    public void ofTwoVersionsTheHigherIsLiveAndTheLowerComesBack() throws Exception {
        drop("fake-1.0.0.jar", "fake-old.jar");
        live("fake-old.jar");
        drop("fake-1.1.0.jar", "fake-new.jar");
        live("fake-new.jar");
        eventually(() -> deployment("fake-old.jar").state() == Deployments.State.SUPERSEDED, deployments::all);

        remove("fake-new.jar");
        live("fake-old.jar");
        remove("fake-old.jar");
    }

    @Test
    public void aRemovedFileEndsTheRunOfItsProviderAndDeletesNothing() throws Exception {
        try (var one = new Instance("removed", "kept")) {
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            one.ready();
            one.runsWhole();
            one.lines("block");
            var run = engine.start(one.id, new Trigger.Manual("test", 1000));
            eventually(
                    () -> engine.report(run).orElseThrow().kinds().stream()
                            .anyMatch(kind -> kind.state().equals("running")),
                    () -> engine.report(run));

            remove("fake.jar");

            var report = engine.await(run, Duration.ofSeconds(60)).orElseThrow();
            assertThat(report.status()).isEqualTo(Status.SUSPENDED);
            assertThat(report.reason()).contains("provider left");
            assertThat(report.deletion().deleted()).isZero();
            assertThat(catalog()).contains("kept");
            assertThat(installed("fake")).isEmpty();
        }
    }

    @Test
    public void aBadBundleIsRefusedWithItsReasonAndDisturbsNobody() throws Exception {
        try (var neighbour = new Instance("neighbour", "n")) {
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            neighbour.ready();

            drop("truncated.jar", "truncated.jar");
            drop("plain.jar", "plain.jar");
            drop("unresolvable.jar", "unresolvable.jar");
            drop("from-the-future.jar", "from-the-future.jar");
            drop("throwing.jar", "throwing.jar");
            drop("blocking.jar", "blocking.jar");

            ends("truncated.jar", Deployments.State.REFUSED, "zip");
            ends("plain.jar", Deployments.State.REFUSED, "manifest");
            ends("unresolvable.jar", Deployments.State.REFUSED, "com.acme.missing");
            ends("from-the-future.jar", Deployments.State.REFUSED, "Java");
            ends("throwing.jar", Deployments.State.FAILED, "this component never activates");
            ends("blocking.jar", Deployments.State.BLOCKED, "");

            assertThat(isLive("fake.jar")).isTrue();
            neighbour.runsWhole();
            assertThat(installed("unresolvable")).isEmpty();

            drop("fake-1.1.0.jar", "truncated.jar");
            live("truncated.jar");
        } finally {
            System.setProperty("atoll.itest.release", "now");
            for (String file : List.of(
                    "truncated.jar",
                    "plain.jar",
                    "unresolvable.jar",
                    "from-the-future.jar",
                    "throwing.jar",
                    "blocking.jar",
                    "fake.jar")) {
                remove(file);
            }
        }
    }

    @Test
    public void aFileThatIsStillBeingCopiedIsNotInstalled() throws Exception {
        byte[] bytes = Files.readAllBytes(shelf("fake-1.0.0.jar"));
        Path target = deploy().resolve("slow.jar");
        try (OutputStream out = Files.newOutputStream(target)) {
            int chunk = bytes.length / 10 + 1;
            for (int from = 0; from < bytes.length; from += chunk) {
                out.write(bytes, from, Math.min(chunk, bytes.length - from));
                out.flush();
                LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
                if (from + chunk < bytes.length) {
                    assertThat(installed("fake")).isEmpty();
                }
            }
        }
        live("slow.jar");
        remove("slow.jar");
    }

    @Test
    public void twoInstancesOfOneIntegrationDoNotMix() throws Exception {
        try (var left = new Instance("left", "l1", "l2");
                var right = new Instance("right", "r1")) {
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            left.ready();
            right.ready();

            var leftReport = left.run();
            var rightReport = right.run();

            assertThat(leftReport.kinds().getFirst().fetched()).isEqualTo(2);
            assertThat(rightReport.kinds().getFirst().fetched()).isEqualTo(1);
            assertThat(rightReport.held()).isZero();
            assertThat(left.run().held()).isEqualTo(2);
        } finally {
            remove("fake.jar");
        }
    }

    @Test
    public void aChangedConfigurationTakesEffectAndAFaultyOneChangesNothing() throws Exception {
        try (var one = new Instance("changing", "before")) {
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            one.ready();
            assertThat(one.run().kinds().getFirst().fetched()).isEqualTo(1);

            Path other = Files.write(shelf("other-lines"), List.of("o1", "o2", "o3"));
            one.configure("file: " + other);
            eventually(() -> one.run().kinds().getFirst().fetched() == 3, () -> engine.recent(3));

            one.configure("fiel: " + other);
            eventually(
                    () -> integrations.find(one.id).orElseThrow().state() == Integrations.State.FAULTY,
                    integrations::all);
            assertThat(integrations.find(one.id).orElseThrow().problem()).contains("fiel", "did you mean 'file'");

            one.configure("file: " + other);
            one.ready();
        } finally {
            remove("fake.jar");
        }
    }

    @Test
    public void whatPeopleStartInTheCatalogIsCarriedOutAndReported() throws Exception {
        try (var one = new Instance("acting", "a")) {
            one.configure("file: " + one.file + "\nactions:\n  enabled: true\n  pollCheckIntervalSeconds: 1");
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            one.ready();
            one.runsWhole();
            var box = new BoxCatalog(endpoint);
            assertThat(box.send("GET", "/v1/integration/acting", null)
                            .path("integration")
                            .path("actionsProcessingEnabled")
                            .asBoolean())
                    .isTrue();
            box.action("append", "acting", "append_line");
            box.action("dance", "acting", "dance");

            String done = box.start("append", "b");
            String later = box.start("append", "later");
            String nobody = box.start("dance", "c");
            String cut = box.start("append", "block");

            eventually(() -> box.status(done).equals("SUCCESS"), () -> box.log(done));
            assertThat(box.log(done)).containsExactly("appending 'b' for fake~acting", "appended b");
            assertThat(Files.readAllLines(one.file)).contains("a", "b");
            eventually(() -> box.status(later).equals("FAILURE"), () -> box.log(later));
            assertThat(box.log(later)).last().isEqualTo("too late");
            eventually(() -> box.status(nobody).equals("FAILURE"), () -> box.log(nobody));
            assertThat(box.log(nobody)).singleElement().asString().contains("No executor registered", "'dance'");
            eventually(() -> !box.log(cut).isEmpty(), () -> "no line");
            assertThat(box.status(cut)).isEqualTo("IN_PROGRESS");

            remove("fake.jar");

            eventually(() -> box.status(cut).equals("FAILURE"), () -> box.log(cut));
            assertThat(box.log(cut)).last().asString().contains("left the platform", "not known whether");
        }
    }

    @Test
    public void whoeverWatchesIsToldTheFiguresAndTheTruth() throws Exception {
        try (var one = new Instance("watched", "a", "b")) {
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            one.ready();
            one.runsWhole();
            var box = new BoxCatalog(endpoint);

            assertThat(box.text("/metrics"))
                    .contains("object_count{integration=\"fake~watched\",kind=\"line-0\","
                            + "object_count_type=\"raw_extracted\",phase=\"extract\"} 2.0");
            assertThat(box.text("/health/ready")).contains("\"healthy\"");
            eventually(
                    () -> box.send("GET", "/v1/integration/watched/logs", null)
                            .toString()
                            .contains("fake~watched is new to the catalog"),
                    () -> "no line of the log in the catalog");
        } finally {
            remove("fake.jar");
        }
    }

    @Test
    public void whatWasReadTellsWhyAnEntityIsThereAndWhatAnotherMappingWouldDo() throws Exception {
        try (var one = new Instance("why", "payments-api", "other")) {
            drop("fake-1.0.0.jar", "fake.jar");
            live("fake.jar");
            one.ready();
            one.runsWhole();
            remove("fake.jar");
            drop("fake-1.1.0.jar", "fake.jar");
            live("fake.jar");
            one.ready();
            one.lines("changed since");

            var explanation =
                    explanations.explain(one.id, new Ref("fakeLine", "payments-api"), Explanations.Watch.USUAL);
            assertThat(explanation.held().state()).isEqualTo(Held.State.HELD);
            assertThat(explanation.answer())
                    .isInstanceOfSatisfying(
                            Answer.Made.class,
                            made -> assertThat(made.by())
                                    .singleElement()
                                    .satisfies(making -> assertThat(
                                                    making.record().path("name").asText())
                                            .isEqualTo("payments-api")));

            var other = new ObjectMapper().readTree("""
                    {"resources": [{"kind": "line", "selector": {"query": ".name != \\"other\\""}, "port": {"entity": {"mappings": {
                      "identifier": ".name", "blueprint": "\\"fakeLine\\""}}}}]}""");
            var effect = engine.await(
                            engine.effect(one.id, other, new Trigger.Manual("test", 0)), Duration.ofSeconds(60))
                    .orElseThrow();
            assertThat(effect.kinds().getFirst().fetched())
                    .as(effect.toString())
                    .isEqualTo(2);
            var deleted = new ArrayList<String>();
            engine.changes(effect.id(), change -> {
                if (change.action() == Change.Action.DELETE) {
                    deleted.add(change.ref().identifier());
                }
            });
            assertThat(deleted).containsExactly("other");
            assertThat(catalog()).contains("payments-api", "other");
        } finally {
            remove("fake.jar");
        }
    }

    @Test
    public void fiftyRedeploysLeaveNoClassLoaderAndNoThreadBehind() throws Exception {
        var loaders = new ArrayList<WeakReference<ClassLoader>>();
        try (var one = new Instance("leaks", "a")) {
            cycle(one, loaders);
            int threads = threads();
            for (int i = 0; i < 50; i++) {
                cycle(one, loaders);
            }

            eventually(
                    () -> {
                        System.gc();
                        return loaders.stream()
                                        .filter(loader -> loader.get() != null)
                                        .count()
                                <= 1;
                    },
                    () -> loaders.stream()
                                    .filter(loader -> loader.get() != null)
                                    .count() + " class loaders");
            eventually(
                    () -> threads() <= threads + 2,
                    () -> Thread.getAllStackTraces().keySet());
        }
    }

    /** Deploys, runs, undeploys. */
    private void cycle(Instance one, List<WeakReference<ClassLoader>> loaders) throws Exception {
        drop("fake-1.0.0.jar", "fake.jar");
        live("fake.jar");
        one.ready();
        one.runsWhole();
        loaders.add(new WeakReference<>(
                installed("fake").getFirst().adapt(BundleWiring.class).getClassLoader()));
        remove("fake.jar");
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    private Path deploy() {
        return Path.of(context.getProperty("atoll.deploy"));
    }

    private Path shelf(String file) {
        return Path.of(context.getProperty("atoll.home"), "shelf", file);
    }

    private void drop(String from, String to) throws Exception {
        Path part = deploy().resolve("." + to + ".part");
        Files.copy(shelf(from), part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, deploy().resolve(to), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void remove(String file) throws Exception {
        Files.deleteIfExists(deploy().resolve(file));
        eventually(
                () -> deployments.all().stream().noneMatch(one -> one.file().equals(file))
                        && Arrays.stream(context.getBundles())
                                .noneMatch(each -> each.getLocation().startsWith("atoll:deploy/" + file + "?")),
                deployments::all);
    }

    private Deployment deployment(String file) {
        return deployments.all().stream()
                .filter(one -> one.file().equals(file))
                .findFirst()
                .orElse(new Deployment(file, "", "", Deployments.State.ARRIVING, "", Instant.EPOCH));
    }

    private boolean isLive(String file) {
        return deployment(file).state() == Deployments.State.LIVE;
    }

    private void live(String file) throws Exception {
        eventually(() -> isLive(file), deployments::all);
    }

    private void ends(String file, Deployments.State state, String reason) throws Exception {
        eventually(() -> deployment(file).state() == state, deployments::all);
        assertThat(deployment(file).reason()).containsIgnoringCase(reason).isNotBlank();
    }

    private List<Bundle> installed(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
    }

    private Set<String> catalog() throws Exception {
        return new BoxCatalog(endpoint).entities("fakeLine");
    }

    /** A configured instance of the fake integration. */
    private final class Instance implements AutoCloseable {

        private final IntegrationId id;
        private final Path file;

        Instance(String name, String... lines) throws Exception {
            this.id = new IntegrationId("fake", name);
            this.file = shelf(name + "-lines");
            lines(lines);
            configure("file: " + file);
        }

        void lines(String... lines) throws Exception {
            Files.write(file, List.of(lines));
        }

        void configure(String text) throws Exception {
            Files.writeString(settings(), "resyncOnStart: false\n" + text + "\n");
        }

        void ready() throws Exception {
            eventually(
                    () -> integrations
                                    .find(id)
                                    .map(one -> one.state() == Integrations.State.READY)
                                    .orElse(false)
                            && fetcher.providers().stream()
                                    .anyMatch(provider -> provider.integration().equals(id.toString())
                                            && !provider.state().equals("unsatisfied")),
                    () -> integrations.all() + " " + fetcher.providers());
        }

        RunReport run() throws Exception {
            return engine.await(engine.start(id, new Trigger.Manual("test", 0)), Duration.ofSeconds(60))
                    .orElseThrow();
        }

        void runsWhole() throws Exception {
            var report = run();
            assertThat(report.status()).as(report.toString()).isEqualTo(Status.COMPLETE);
        }

        private Path settings() {
            return Path.of(context.getProperty("atoll.conf"), "integrations", id + ".yaml");
        }

        @Override
        public void close() throws Exception {
            Files.deleteIfExists(settings());
            eventually(() -> integrations.find(id).isEmpty(), integrations::all);
        }
    }
}
