package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OceanCommandTest {

    private static final Map<String, String> PROBE = Map.of(
            "OSGI-INF/metatype/probe.xml",
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="c" name="Probe">
                <AD id="url" type="String"/>
                <AD id=".token" type="Password" required="false"/>
                <AD id="paths" type="String" cardinality="2147483647" required="false" default=""/>
              </OCD>
              <Designate factoryPid="io.probe"><Object ocdref="c"/></Designate>
            </metatype:MetaData>
            """,
            "OSGI-INF/probe.xml",
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="p">
              <property name="atoll.resync.kinds" type="String">story
            tale</property>
            </scr:component>
            """,
            ".port/resources/port-app-config.yaml",
            "resources: [{kind: story}, {kind: novel}]");

    @TempDir
    Path home;

    private final Map<String, String> process = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(home.resolve("ocean"));
        Path deploy = Files.createDirectories(home.resolve("deploy"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .putValue(
                        "Provide-Capability",
                        "osgi.service;objectClass=x,io.atoll.integration;pid=\"io.probe\";title=Probe;type=probe");
        try (var jar = new JarOutputStream(Files.newOutputStream(deploy.resolve("probe.jar")), manifest)) {
            for (var entry : PROBE.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.writeString(deploy.resolve("broken.jar"), "no jar");
    }

    private int check(String mapping) {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new OceanCommand(home.resolve("deploy"), process, stream, stream)
                .check(folder, mapping, home.resolve("found.json"), null);
    }

    private int checkOnline() {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new OceanCommand(home.resolve("deploy"), process, stream, stream)
                .check(folder, "", home.resolve("found.json"), home.resolve("subject.json"));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysThatAllIsWellAndGivesTheMappingOfTheBundle() throws Exception {
        Files.writeString(
                folder.resolve(".env"), "OCEAN__INTEGRATION__TYPE=probe\nOCEAN__INTEGRATION__CONFIG__URL=http://x\n");
        process.put("OCEAN__INTEGRATION__CONFIG__PATHS", "[\"a\"]");

        assertThat(check("")).isZero();

        assertThat(said())
                .contains("probe~my-probe-integration", "writes to the platform's catalog")
                .contains("kinds that nothing reads:", "    novel")
                .doesNotContain("problems", "story");
        assertThat(Files.readString(home.resolve("found.json")))
                .isEqualTo("{\"resources\":[{\"kind\":\"story\"},{\"kind\":\"novel\"}]}");
    }

    @Test
    void namesProblemsAndWhatHasNoEffect() throws Exception {
        Files.writeString(
                folder.resolve(".env"), "OCEAN__INTEGRATION__TYPE=probe\nOCEAN__CACHING_STORAGE_MODE=memory\n");

        assertThat(check("")).isEqualTo(1);

        assertThat(said())
                .contains("OCEAN__INTEGRATION__CONFIG__URL is missing: write it to .env")
                .contains("OCEAN__CACHING_STORAGE_MODE has no effect");
    }

    @Test
    void saysWhichBundleIsMissingAndReadsTheMappingOfTheFolder() throws Exception {
        Files.writeString(folder.resolve(".env"), "OCEAN__INTEGRATION__TYPE=jira\n");
        Files.createDirectories(folder.resolve(".port/resources"));
        Files.writeString(folder.resolve(".port/resources/port-app-config.yml"), "resources: []");

        assertThat(check("")).isEqualTo(1);

        assertThat(said())
                .contains("no integration of type 'jira' is deployed; drop its bundle into", "there is probe");
        assertThat(home.resolve("found.json")).hasContent("{\"resources\":[]}");
    }

    @Test
    void takesAMappingThatIsGiven() throws Exception {
        Files.writeString(
                folder.resolve(".env"), "OCEAN__INTEGRATION__TYPE=probe\nOCEAN__INTEGRATION__CONFIG__URL=http://x\n");
        Path mapping = Files.writeString(home.resolve("mine.yaml"), "resources: [{kind: tale}]");

        assertThat(check(mapping.toString())).isZero();

        assertThat(said()).doesNotContain("nothing reads");
    }

    @Test
    void tellsWhatTheCatalogIsToBeAskedAbout() throws Exception {
        Files.writeString(folder.resolve(".env"), """
                OCEAN__INTEGRATION__TYPE=probe
                OCEAN__INTEGRATION__CONFIG__URL=http://x
                OCEAN__PORT__CLIENT_ID=id
                OCEAN__PORT__CLIENT_SECRET=s3cret
                OCEAN__INITIALIZE_PORT_RESOURCES=false
                """);

        assertThat(checkOnline()).isZero();

        assertThat(home.resolve("subject.json"))
                .hasContent(
                        "{\"type\":\"probe\",\"instance\":\"my-probe-integration\",\"baseUrl\":\"https://api.getport.io\","
                                + "\"clientId\":\"id\",\"clientSecret\":\"s3cret\",\"initialize\":false,"
                                + "\"mapping\":{\"resources\":[{\"kind\":\"story\"},{\"kind\":\"novel\"}]},"
                                + "\"kinds\":[\"story\",\"tale\"],\"blueprints\":[]}");
        assertThat(said()).doesNotContain("s3cret");
    }

    @Test
    void saysThatTheCatalogCannotBeAskedWithoutCredentials() throws Exception {
        Files.writeString(
                folder.resolve(".env"), "OCEAN__INTEGRATION__TYPE=probe\nOCEAN__INTEGRATION__CONFIG__URL=http://x\n");

        assertThat(checkOnline()).isEqualTo(1);

        assertThat(said()).contains("the catalog cannot be asked without OCEAN__PORT__CLIENT_ID");
        assertThat(home.resolve("subject.json")).doesNotExist();
    }

    @Test
    void saysThatThereIsNoSuchFolder() {
        folder = home.resolve("nowhere");

        assertThat(check("")).isEqualTo(2);
        assertThat(said()).contains("there is no folder");
    }
}
