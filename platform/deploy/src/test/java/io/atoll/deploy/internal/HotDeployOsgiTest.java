package io.atoll.deploy.internal;

import static io.atoll.pipeline.Deployments.State.ARRIVING;
import static io.atoll.pipeline.Deployments.State.BLOCKED;
import static io.atoll.pipeline.Deployments.State.FAILED;
import static io.atoll.pipeline.Deployments.State.LIVE;
import static io.atoll.pipeline.Deployments.State.REFUSED;
import static io.atoll.pipeline.Deployments.State.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Deployments.Deployment;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What comes of files in the deploy folder, in a real framework. */
@Timeout(180)
class HotDeployOsgiTest {

    private Platform platform;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        platform = Platform.start(home);
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    @Test
    void makesABundleLive() {
        platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.2.3"));

        var deployment = platform.await("a.jar", LIVE);

        assertThat(deployment.bundle()).isEqualTo("com.acme.a");
        assertThat(deployment.version()).isEqualTo("1.2.3");
        assertThat(deployment.reason()).isEmpty();
        assertThat(platform.bundle("com.acme.a").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void uninstallsTheBundleOfARemovedFile() {
        platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.0.0"));
        platform.await("a.jar", LIVE);

        platform.remove("a.jar");

        platform.awaitGone("com.acme.a");
        platform.until("nothing is told of it", () -> platform.find("a.jar").isEmpty());
    }

    @Test
    void replacesABundleByNewContentOfItsFile() {
        platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.0.0"));
        platform.await("a.jar", LIVE);

        platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.0.0").header("Build", "2"));

        platform.until(
                "the new build runs",
                () -> platform.bundles("com.acme.a").stream()
                        .anyMatch(bundle ->
                                "2".equals(bundle.getHeaders().get("Build")) && bundle.getState() == Bundle.ACTIVE));
        platform.until("the old is gone", () -> platform.bundles("com.acme.a").size() == 1);
        platform.await("a.jar", LIVE);
    }

    @Test
    void runsTheHighestVersionOnlyAndComesBackToTheOtherWhenItIsRemoved() {
        platform.deploy("old.jar", Jar.bundle("com.acme.a", "1.9.0"));
        platform.await("old.jar", LIVE);

        platform.deploy("new.jar", Jar.bundle("com.acme.a", "1.10.0"));

        platform.await("new.jar", LIVE);
        assertThat(platform.await("old.jar", SUPERSEDED).reason())
                .contains("new.jar")
                .contains("1.10.0");
        assertThat(platform.bundle("com.acme.a").getVersion()).hasToString("1.10.0");

        platform.remove("new.jar");

        platform.await("old.jar", LIVE);
        platform.until(
                "only 1.9.0 is left", () -> platform.bundles("com.acme.a").size() == 1);
        assertThat(platform.bundle("com.acme.a").getVersion()).hasToString("1.9.0");
    }

    @Test
    void keepsWhatRunsWhenItsReplacementIsRefused() {
        platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.0.0"));
        platform.await("a.jar", LIVE);
        long id = platform.bundle("com.acme.a").getBundleId();

        platform.deploy("a.jar", Jar.bundle("com.acme.a", "2.0.0").header("Import-Package", "com.acme.absent"));

        var deployment = platform.await("a.jar", REFUSED);
        assertThat(deployment.reason())
                .contains("imports package com.acme.absent")
                .contains("1.0.0 from before goes on");
        assertThat(platform.bundle("com.acme.a").getBundleId()).isEqualTo(id);
        assertThat(platform.bundle("com.acme.a").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void namesTheMissingPackageWithItsVersions() {
        platform.deploy(
                "a.jar", Jar.bundle("com.acme.a", "1.0.0").header("Import-Package", "com.acme.x;version=\"[1.0,2)\""));

        assertThat(platform.await("a.jar", REFUSED).reason())
                .contains("it imports package com.acme.x [1.0.0,2.0.0), which nobody exports");
        assertThat(platform.bundles("com.acme.a")).isEmpty();
    }

    @Test
    void triesAnUnresolvableBundleAgainWhenItsPackageArrives() {
        platform.deploy("user.jar", Jar.bundle("com.acme.user", "1.0.0").header("Import-Package", "com.acme.x"));
        platform.await("user.jar", REFUSED);

        platform.deploy("lib.jar", Jar.bundle("com.acme.lib", "1.0.0").header("Export-Package", "com.acme.x"));

        platform.await("lib.jar", LIVE);
        platform.await("user.jar", LIVE);

        platform.remove("lib.jar");

        platform.await("user.jar", REFUSED);
        platform.awaitGone("com.acme.lib");
        platform.awaitGone("com.acme.user");
    }

    @Test
    void tellsWhyAStartFailed() {
        platform.deploy(
                "a.jar", Jar.starting("com.acme.a", "1.0.0", "throw new IllegalStateException(\"no coffee\");"));

        assertThat(platform.await("a.jar", FAILED).reason())
                .contains("java.lang.IllegalStateException: no coffee")
                .contains("com.acme.a.Activator.start");
        platform.awaitGone("com.acme.a");
    }

    @Test
    void tellsWhyAComponentFailed() {
        platform.deploy(
                "a.jar", Jar.activating("com.acme.a", "1.0.0", "throw new IllegalStateException(\"no coffee\");"));

        assertThat(platform.await("a.jar", FAILED).reason())
                .contains("com.acme.a.Eager")
                .contains("no coffee");
    }

    @Test
    void goesOnWithOthersWhileAStartHangs() {
        platform.deploy("hung.jar", Jar.starting("com.acme.hung", "1.0.0", Hostile.DEAF));
        platform.until("it hangs", () -> Hostile.inside("com.acme.hung.Activator"));

        for (int i = 0; i < 5; i++) {
            platform.deploy("a" + i + ".jar", Jar.bundle("com.acme.a" + i, "1.0.0"));
        }

        for (int i = 0; i < 5; i++) {
            platform.await("a" + i + ".jar", LIVE);
        }
        assertThat(platform.await("hung.jar", BLOCKED).reason()).contains("com.acme.hung.Activator.start");

        platform.remove("hung.jar");
        platform.remove("a0.jar");
        platform.deploy("a1.jar", Jar.bundle("com.acme.a1", "1.0.1"));

        platform.awaitGone("com.acme.a0");
        platform.await("a1.jar", "1.0.1", LIVE);
        platform.until(
                "it is told that it still hangs",
                () -> platform.find("hung.jar")
                        .filter(found -> found.reason().startsWith("the file is gone"))
                        .isPresent());

        Hostile.release("com.acme.hung");

        platform.awaitGone("com.acme.hung");
        platform.until("it is no more told", () -> platform.find("hung.jar").isEmpty());
    }

    @Test
    void goesOnWithOthersWhileAComponentHangs() {
        platform.deploy("hung.jar", Jar.activating("com.acme.hang", "1.0.0", Hostile.DEAF));
        platform.deploy("a.jar", Jar.activating("com.acme.a", "1.0.0", ""));

        platform.await("a.jar", LIVE);
        assertThat(platform.await("hung.jar", BLOCKED).reason()).contains("com.acme.hang.Eager");
        platform.deploy("b.jar", Jar.activating("com.acme.b", "1.0.0", ""));
        platform.await("b.jar", LIVE);
        platform.remove("a.jar");
        platform.awaitGone("com.acme.a");

        Hostile.release("com.acme.hang");

        platform.awaitGone("com.acme.hang");
        assertThat(platform.find("hung.jar").orElseThrow().state()).isEqualTo(BLOCKED);
    }

    @Test
    void interruptsAStartThatHangsAndLeavesNothingOfIt() {
        platform.deploy("hung.jar", Jar.starting("com.acme.sleep", "1.0.0", "Thread.sleep(100_000);"));

        platform.await("hung.jar", BLOCKED);

        platform.awaitGone("com.acme.sleep");
        platform.until("its thread has ended", () -> !Hostile.inside("com.acme.sleep.Activator"));
    }

    @Test
    void replacesAHungBundleByAMendedOne() {
        platform.deploy("a.jar", Jar.starting("com.acme.mended", "1.0.0", Hostile.DEAF));
        platform.await("a.jar", BLOCKED);

        platform.deploy("a.jar", Jar.starting("com.acme.mended", "1.0.1", ""));

        platform.await("a.jar", "1.0.1", LIVE);
        Hostile.release("com.acme.mended");
        platform.until(
                "only the mended one is left",
                () -> platform.bundles("com.acme.mended").size() == 1);
        assertThat(platform.bundle("com.acme.mended").getVersion()).hasToString("1.0.1");
    }

    @Test
    void goesOnWhileAStopHangs() {
        platform.deploy("a.jar", Jar.starting("com.acme.a", "1.0.0", "").source("com.acme.a.Activator", """
                                package com.acme.a;
                                public class Activator implements org.osgi.framework.BundleActivator {
                                    public void start(org.osgi.framework.BundleContext context) { }
                                    public void stop(org.osgi.framework.BundleContext context) { %s }
                                }
                                """.formatted(
                        Hostile.DEAF)));
        platform.await("a.jar", LIVE);

        platform.deploy("a.jar", Jar.bundle("com.acme.a", "2.0.0"));
        platform.deploy("b.jar", Jar.bundle("com.acme.b", "1.0.0"));

        platform.await("b.jar", LIVE);
        platform.await("a.jar", "2.0.0", LIVE);
        Hostile.release("com.acme.a");
        platform.until(
                "only 2.0.0 is left", () -> platform.bundles("com.acme.a").size() == 1);
    }

    @Test
    void tellsOfErrorsInStaticInitializers() {
        platform.deploy("a.jar", Jar.starting("com.acme.a", "1.0.0", """
                class Broken {
                    static final Object deep = fail();
                    static Object fail() { throw new StackOverflowError("deep"); }
                }
                Broken.deep.hashCode();
                """));

        assertThat(platform.await("a.jar", FAILED).reason()).contains("java.lang.StackOverflowError: deep");
    }

    @Test
    void triesAFailedFileAgainWhenItIsTouched() throws Exception {
        System.clearProperty("coffee");
        platform.deploy(
                "a.jar",
                Jar.starting(
                        "com.acme.a",
                        "1.0.0",
                        "if (System.getProperty(\"coffee\") == null) throw new IllegalStateException(\"no coffee\");"));
        platform.await("a.jar", FAILED);

        System.setProperty("coffee", "hot");
        Files.setLastModifiedTime(
                platform.file("a.jar"), FileTime.from(Instant.now().plusSeconds(5)));

        platform.await("a.jar", LIVE);
    }

    @Test
    void comesBackToAnOlderFileWhenTheNewerFails() {
        platform.deploy("old.jar", Jar.bundle("com.acme.a", "1.0.0"));
        platform.await("old.jar", LIVE);

        platform.deploy("new.jar", Jar.starting("com.acme.a", "2.0.0", "throw new Exception(\"no\");"));

        platform.await("new.jar", FAILED);
        platform.await("old.jar", LIVE);
        platform.until("one is left", () -> platform.bundles("com.acme.a").size() == 1);
        assertThat(platform.bundle("com.acme.a").getVersion()).hasToString("1.0.0");
    }

    @Test
    void choosesTheFirstNameOfTwoEqualFiles() {
        platform.deploy("b.jar", Jar.bundle("com.acme.a", "1.0.0"));
        platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.0.0"));

        platform.await("a.jar", LIVE);
        assertThat(platform.await("b.jar", SUPERSEDED).reason()).contains("a.jar holds the same version 1.0.0");
        platform.until("one is left", () -> platform.bundles("com.acme.a").size() == 1);
    }

    @Test
    void deploysBundlesThatNeedOneAnother() {
        platform.deploy(
                "a.jar",
                Jar.bundle("com.acme.a", "1.0.0")
                        .header("Import-Package", "com.acme.b.api")
                        .header("Export-Package", "com.acme.a.api"));
        platform.await("a.jar", REFUSED);

        platform.deploy(
                "b.jar",
                Jar.bundle("com.acme.b", "1.0.0")
                        .header("Import-Package", "com.acme.a.api")
                        .header("Export-Package", "com.acme.b.api"));

        platform.await("a.jar", LIVE);
        platform.await("b.jar", LIVE);
    }

    @Test
    void leavesTheBundlesOfThePlatformAlone() {
        platform.deploy("scr.jar", Jar.bundle("org.apache.felix.scr", "99.0.0"));

        assertThat(platform.await("scr.jar", REFUSED).reason()).contains("is a bundle of the platform");
        assertThat(platform.bundle("org.apache.felix.scr").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void namesTheJavaThatIsMissing() {
        platform.deploy(
                "a.jar",
                Jar.bundle("com.acme.a", "1.0.0")
                        .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));

        assertThat(platform.await("a.jar", REFUSED).reason()).contains("(&(osgi.ee=JavaSE)(version=99))");
    }

    @Test
    void waitsForAFileThatGrowsSlowly() throws Exception {
        byte[] content = new byte[20_000];
        new Random(1).nextBytes(content);
        byte[] jar = Jar.bundle("com.acme.slow", "1.0.0").entry("data", content).bytes();

        try (OutputStream file = Files.newOutputStream(platform.file("slow.jar"))) {
            int step = jar.length / 12;
            for (int from = 0; from < jar.length; from += step) {
                file.write(jar, from, Math.min(step, jar.length - from));
                file.flush();
                long written = System.nanoTime();
                String look = "another bundle that takes three looks at least, " + from;
                platform.deploy(
                        "clock.jar", Jar.bundle("com.acme.clock", "1.0." + from).entry("x", look));
                platform.await("clock.jar", "1.0." + from, LIVE);
                boolean atRest =
                        System.nanoTime() - written > Duration.ofSeconds(4).toNanos();
                if (from + step < jar.length && !atRest) {
                    assertThat(platform.find("slow.jar").orElseThrow().state()).isEqualTo(ARRIVING);
                    assertThat(platform.bundles("com.acme.slow")).isEmpty();
                }
            }
        }

        platform.await("slow.jar", LIVE);
    }

    @Test
    void refusesHalfACopyThatStaysHalfAndTakesTheWhole() throws Exception {
        byte[] jar = Jar.bundle("com.acme.half", "1.0.0")
                .entry("data", "x".repeat(5000))
                .bytes();
        Files.write(platform.file("half.jar"), Arrays.copyOf(jar, jar.length / 2));

        assertThat(platform.await("half.jar", REFUSED).reason()).contains("copy it again");

        Files.write(platform.file("half.jar"), jar);
        platform.await("half.jar", LIVE);
    }

    @Test
    void ignoresUnfinishedNamesAndFollowsLinksToFiles(@TempDir Path elsewhere) throws Exception {
        byte[] jar = Jar.bundle("com.acme.linked", "1.0.0").bytes();
        for (String name : List.of(".a.jar", "a.jar.part", "a.jar.tmp", "a.jar~", "~a.jar", "a.txt")) {
            Files.write(platform.file(name), jar);
        }
        Files.createDirectory(platform.file("folder.jar"));
        Files.createSymbolicLink(platform.file("nowhere.jar"), elsewhere.resolve("absent.jar"));
        Files.write(elsewhere.resolve("target.jar"), jar);
        Files.createSymbolicLink(platform.file("link.jar"), elsewhere.resolve("target.jar"));

        platform.await("link.jar", LIVE);

        assertThat(platform.deployments().all()).extracting(Deployment::file).containsExactly("link.jar");
    }

    @Test
    void keepsWhatRunsWhenTheFolderCannotBeRead(@TempDir Path elsewhere) throws Exception {
        platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.0.0"));
        platform.await("a.jar", LIVE);
        long id = platform.bundle("com.acme.a").getBundleId();

        Path away = elsewhere.resolve("away");
        Files.move(platform.deployFolder(), away);
        platform.awaitSteps(4);
        Files.move(away, platform.deployFolder());

        platform.deploy("b.jar", Jar.bundle("com.acme.b", "1.0.0"));
        platform.await("b.jar", LIVE);
        assertThat(platform.bundle("com.acme.a").getBundleId()).isEqualTo(id);
    }

    @Test
    void deploysAHundredAtOnce() {
        for (int i = 0; i < 100; i++) {
            platform.deploy("a" + i + ".jar", Jar.bundle("com.acme.a" + i, "1.0.0"));
        }

        for (int i = 0; i < 100; i++) {
            platform.await("a" + i + ".jar", LIVE);
        }

        for (int i = 0; i < 100; i++) {
            platform.remove("a" + i + ".jar");
        }
        platform.until(
                "all are gone",
                () -> platform.deployments().all().isEmpty()
                        && platform.bundles("com.acme.a0").isEmpty()
                        && platform.bundles("com.acme.a99").isEmpty());
    }

    @Test
    void leaksNothingOverFiftyRedeployments() {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            platform.deploy("a.jar", Jar.activating("com.acme.a", "1.0." + i, ""));
            platform.await("a.jar", "1.0." + i, LIVE);
            platform.until(
                    "the old one is gone", () -> platform.bundles("com.acme.a").size() == 1);
            loaders.add(new WeakReference<>(
                    platform.bundle("com.acme.a").adapt(BundleWiring.class).getClassLoader()));
        }

        platform.until("49 class loaders are garbage", () -> {
            System.gc();
            return loaders.stream().filter(loader -> loader.refersTo(null)).count() >= 49;
        });
        platform.until(
                "no thread is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("atoll-deploy-")));
    }

    @Test
    void isLiveAndGoneWithinTwoSeconds() {
        List<Long> live = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String version = "1.0." + i;
            long begun = System.nanoTime();
            platform.deploy("a.jar", Jar.bundle("com.acme.a", version));
            platform.await("a.jar", version, LIVE);
            live.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
            begun = System.nanoTime();
            platform.remove("a.jar");
            platform.awaitGone("com.acme.a");
            gone.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
        }

        assertThat(Collections.min(live))
                .as("milliseconds until live: %s", live)
                .isLessThan(2000);
        assertThat(Collections.min(gone))
                .as("milliseconds until gone: %s", gone)
                .isLessThan(2000);
    }
}
