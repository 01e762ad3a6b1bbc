package io.atoll.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir
    Path home;

    @BeforeEach
    void unpack() throws IOException {
        settings("http.port = " + freePort());
        for (String jar : List.of("01-base/b.jar", "01-base/a.jar", "20-atoll/c.jar", "30-terminal/d.jar")) {
            Path file = home.resolve("system").resolve(jar);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    @Test
    void findsItsBundlesInTheOrderOfStartLevels() throws Exception {
        assertThat(installation().bundles())
                .extracting(bundle -> bundle.startLevel() + " " + bundle.file().getFileName())
                .containsExactly("1 a.jar", "1 b.jar", "20 c.jar");
    }

    @Test
    void takesOnlyTheBundlesOfTheCatalogIfItRunsAlone() throws Exception {
        Path jar = home.resolve("system/10-catalog/e.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);

        assertThat(Installation.at(home, List.of("catalog")).bundles())
                .extracting(bundle -> bundle.startLevel() + " " + bundle.file().getFileName())
                .containsExactly("1 a.jar", "1 b.jar", "10 e.jar");
    }

    @Test
    void runsAnIntegrationFromItsSourcesWithoutACatalogAndListensNowhere() throws Exception {
        for (String jar : List.of("10-catalog/e.jar", "20-stages/f.jar", "30-dev/g.jar")) {
            Path file = home.resolve("system").resolve(jar);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        var dev = Installation.at(home, List.of("dev", "/somewhere"));

        assertThat(dev.bundles())
                .extracting(bundle -> bundle.startLevel() + " " + bundle.file().getFileName())
                .containsExactly("1 a.jar", "1 b.jar", "20 f.jar", "30 g.jar");
        assertThat(installation().bundles())
                .extracting(bundle -> bundle.file().getFileName().toString())
                .doesNotContain("g.jar");
        assertThat(dev.framework())
                .containsEntry("atoll.conf", home.resolve("data/conf").toString())
                .containsEntry("atoll.deploy", home.resolve("data/bundle").toString());
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings("http.port = " + taken.getLocalPort());
            dev.claim().close();
        }
    }

    @Test
    void tellsOthersWhereItListensAsLongAsItDoes() throws Exception {
        Path address = home.resolve("data/address");

        try (var claim = installation().claim()) {
            assertThat(claim).isNotNull();
            assertThat(Files.readString(address)).startsWith("http://127.0.0.1:");
        }

        assertThat(address).doesNotExist();
    }

    @Test
    void tellsTheFrameworkWhereEverythingIs() throws Exception {
        var framework = installation().framework();

        assertThat(framework)
                .containsEntry("atoll.conf", home.resolve("conf").toString())
                .containsEntry("atoll.deploy", home.resolve("deploy").toString())
                .containsEntry("atoll.arguments", "demo\n--once")
                .containsEntry("org.apache.felix.http.host", "127.0.0.1")
                .containsEntry("felix.webconsole.security.providers", "io.atoll.admin");
    }

    @Test
    void goesOnWithRunsThatWereCutOffUnlessItShallPlanOnly() throws Exception {
        assertThat(installation().framework()).containsEntry("atoll.resume", "true");
        assertThat(Installation.at(home, List.of("once", "--plan")).framework()).containsEntry("atoll.resume", "false");
    }

    @Test
    void isClaimedByOnePlatformAtATime() throws Exception {
        try (var claim = installation().claim()) {
            assertThat(claim).isNotNull();
            assertThatThrownBy(() -> installation().claim())
                    .isInstanceOf(UnusableInstallation.class)
                    .hasMessageContaining("another platform");
        }
        installation().claim().close();
    }

    @Test
    void keepsItsDataFromOtherUsers() throws Exception {
        installation().claim().close();

        assertThat(Files.getPosixFilePermissions(home.resolve("data")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void saysThatItsPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings("http.port = " + taken.getLocalPort());

            assertThatThrownBy(() -> installation().claim())
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("http.port");
        }
        settings("http.port = " + freePort());
        installation().claim().close();
    }

    @Test
    void saysThatItsPortIsNone() throws Exception {
        settings("http.port = eighty");

        assertThatThrownBy(() -> installation().claim()).hasMessageContaining("'eighty'");
    }

    @Test
    void saysThatItsDataFolderCannotBeWritten() throws Exception {
        Files.writeString(home.resolve("data"), "a file");

        assertThatThrownBy(() -> installation().claim())
                .hasMessageContaining(home.resolve("data").toString())
                .hasMessageContaining("cannot be written");
    }

    @Test
    void saysThatItsSettingsAreMissing() throws Exception {
        Files.delete(home.resolve("conf/atoll.properties"));

        assertThatThrownBy(this::installation).hasMessageContaining("atoll.properties");
    }

    private Installation installation() throws UnusableInstallation {
        return Installation.at(home, List.of("demo", "--once"));
    }

    private void settings(String text) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/atoll.properties"), text + "\n");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
