package io.atoll.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.spi.IntegrationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {

    private static final IntegrationId ACME = new IntegrationId("acme", "dev");

    @TempDir
    Path here;

    private Sources acme;

    @BeforeEach
    void write() throws Exception {
        acme = Sources.acme(here.resolve("acme"), here.resolve("third"));
    }

    @Test
    void readsTheDefaultMappingWhereItStands() throws Exception {
        assertThat(configuration("-D", "server=it's", "-D", "paths=[/a, /b]", "-D", "user=a", "-D", "user=b"))
                .isEqualTo("server: 'it''s'\npaths: [/a, /b]\nuser: ['a', 'b']\nmapping: '"
                        + acme.folder().resolve(Sources.MAPPING) + "'\n");
    }

    @Test
    void keepsTheLinesOfAFileAndTheMappingThatItNames() throws Exception {
        Path file = here.resolve("conf/acme.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# one\nserver: x\nmapping: mine.yaml # the other\n");

        assertThat(configuration("--config", file.toString()))
                .isEqualTo("# one\nserver: x\nmapping: '" + here.resolve("conf/mine.yaml") + "'# the other\n\n");
    }

    @Test
    void leavesAMappingInTheFileAsItIs() throws Exception {
        Path file = here.resolve("acme.yaml");
        Files.writeString(file, "mapping:\n  resources: []\n");

        assertThat(configuration("--config", file.toString())).isEqualTo("mapping:\n  resources: []\n\n");
    }

    @Test
    void takesTheWayToThirdPartiesFromTheInstallationAndElseReachesThisMachine() throws Exception {
        configuration();
        assertThat(here.resolve("dev/kit.yaml")).content().contains("127.0.0.0/8");

        Files.createDirectories(here.resolve("home/conf"));
        Files.writeString(here.resolve("home/conf/kit.yaml"), "proxy: x\n");
        configuration();
        assertThat(here.resolve("dev/kit.yaml")).hasContent("proxy: x\n");
    }

    @Test
    void tellsFaultsWithTheNameThatThePersonKnows() throws Exception {
        Path file = Files.createFile(acme.folder().resolve("dev.yaml"));

        assertThat(instance("--config", file.toString()).shown("conf/integrations/acme~dev.yaml:3:1: no", ACME))
                .isEqualTo("dev.yaml:3:1: no");
        assertThat(instance().shown("conf/integrations/acme~dev.yaml:1:1: key 'x' is missing", ACME))
                .isEqualTo("configuration: key 'x' is missing");
    }

    private String configuration(String... options) throws Exception {
        instance(options).configure(ACME);
        return Files.readString(here.resolve("dev/integrations/acme~dev.yaml"));
    }

    private Instance instance(String... more) throws Exception {
        var arguments = new ArrayList<>(List.of(acme.folder().toString()));
        arguments.addAll(List.of(more));
        return new Instance(
                Options.of(arguments, here), new Project(acme.folder()), here.resolve("home"), here.resolve("dev"));
    }
}
