package io.atoll.deploy.internal;

import static io.atoll.pipeline.Deployments.State.BLOCKED;
import static io.atoll.pipeline.Deployments.State.FAILED;
import static io.atoll.pipeline.Deployments.State.LIVE;
import static io.atoll.pipeline.Deployments.State.REFUSED;
import static io.atoll.pipeline.Deployments.State.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

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
        assertThat(platform.find("a.jar")).isEmpty();
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
}
