package io.atoll.deploy.internal;

import static io.atoll.pipeline.Deployments.State.ARRIVING;
import static io.atoll.pipeline.Deployments.State.LIVE;
import static io.atoll.pipeline.Deployments.State.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What a restart makes of the folder and of what the framework remembers. */
@Timeout(180)
class RestartOsgiTest {

    @TempDir
    Path home;

    @Test
    void theFolderIsTheTruthAfterARestart() throws Exception {
        long same;
        try (Platform platform = Platform.start(home)) {
            for (String name : new String[] {"same", "changed", "removed"}) {
                platform.deploy(name + ".jar", Jar.bundle("com.acme." + name, "1.0.0"));
                platform.await(name + ".jar", LIVE);
            }
            same = platform.bundle("com.acme.same").getBundleId();
        }
        Files.delete(home.resolve("deploy/removed.jar"));
        Files.write(
                home.resolve("deploy/changed.jar"),
                Jar.bundle("com.acme.changed", "2.0.0").bytes());

        try (Platform platform = Platform.start(home)) {
            platform.until("all is settled", () -> platform.deployments().settled());

            assertThat(platform.bundle("com.acme.same").getBundleId()).isEqualTo(same);
            assertThat(platform.bundle("com.acme.same").getState()).isEqualTo(Bundle.ACTIVE);
            platform.until(
                    "the old is gone",
                    () -> platform.bundles("com.acme.changed").size() == 1);
            assertThat(platform.bundle("com.acme.changed").getVersion()).hasToString("2.0.0");
            platform.awaitGone("com.acme.removed");
        }
    }

    @Test
    void theFrameworksMemoryMayBeDeleted() throws Exception {
        try (Platform platform = Platform.start(home)) {
            platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.0.0"));
            platform.await("a.jar", LIVE);
        }
        Files.move(home.resolve("cache"), home.resolve("lost"));

        try (Platform platform = Platform.start(home)) {
            platform.until("all is settled", () -> platform.deployments().settled());

            assertThat(platform.find("a.jar").orElseThrow().state()).isEqualTo(LIVE);
        }
    }

    @Test
    void isSettledOnlyWhenEveryFileOfTheBeginningIsDealtWith() throws Exception {
        Path deploy = Files.createDirectories(home.resolve("deploy"));
        for (int i = 0; i < 10; i++) {
            Files.write(
                    deploy.resolve("a" + i + ".jar"),
                    Jar.bundle("com.acme.a" + i, "1.0.0").bytes());
        }
        Files.write(deploy.resolve("bad.jar"), new byte[] {1});

        try (Platform platform = Platform.start(home)) {
            platform.until("all is settled", () -> platform.deployments().settled());

            assertThat(platform.deployments().all())
                    .hasSize(11)
                    .allSatisfy(deployment -> assertThat(deployment.state()).isNotIn(ARRIVING, STARTING));
        }
    }

    @Test
    void aNewConfigurationDisturbsNoBundle() throws Exception {
        try (Platform platform = Platform.start(home)) {
            platform.deploy("a.jar", Jar.bundle("com.acme.a", "1.0.0"));
            platform.await("a.jar", LIVE);
            Bundle bundle = platform.bundle("com.acme.a");
            long started = bundle.getLastModified();

            platform.configure("parallel", 2);
            platform.await("a.jar", LIVE);

            assertThat(platform.bundle("com.acme.a")).isSameAs(bundle);
            assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(bundle.getLastModified()).isEqualTo(started);
        }
    }
}
