package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.pipeline.Integrations.Unwritten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mapping in the file of an instance. */
class MappingFileTest {

    private static final String OTHER = "resources:\n  - kind: b\n";

    @TempDir
    Path folder;

    private Path file = Path.of("unset");

    private MappingFile read(String content) throws IOException, Unwritten {
        file = Files.writeString(folder.resolve("git~team.yaml"), content);
        return MappingFile.of(file, "conf/integrations/git~team.yaml");
    }

    @Test
    void keepsEverythingAroundTheMapping() throws Exception {
        MappingFile file = read("""
                # first
                paths: [a]   # two
                mapping: # ours
                    # about a
                    resources:
                        - kind: a
                          text: |
                            # no remark

                            indented

                # last
                "quoted": 1
                """);

        assertThat(file.apart()).isTrue();
        assertThat(file.text()).isEqualTo("""
                # about a
                resources:
                    - kind: a
                      text: |
                        # no remark

                        indented
                """);
        assertThat(file.with(OTHER)).isEqualTo("""
                # first
                paths: [a]   # two
                mapping: # ours
                  resources:
                    - kind: b

                # last
                "quoted": 1
                """);
    }

    @Test
    void replacesAMappingAtTheEndAndOneInALine() throws Exception {
        assertThat(read("a: 1\nmapping:\n  resources: []").with(OTHER))
                .isEqualTo("a: 1\nmapping:\n  resources:\n    - kind: b\n");
        MappingFile inALine = read("mapping: {resources: [{kind: a}]} # so\na: 1\n");
        assertThat(inALine.text()).isEqualTo("{resources: [{kind: a}]} # so\n");
        assertThat(inALine.with("{\"resources\":[{\"kind\":\"b\"}]}"))
                .isEqualTo("mapping:\n  {\"resources\":[{\"kind\":\"b\"}]}\na: 1\n");
    }

    @Test
    void replacesTheFileThatIsNamedAndWhatIsJson() throws Exception {
        Path own = Files.writeString(folder.resolve("own.yaml"), "# ours\nresources: []\n");
        MappingFile named = read("mapping: own.yaml\n");
        assertThat(named.path()).isEqualTo(own);
        assertThat(named.text()).isEqualTo("# ours\nresources: []\n");
        named.replace(named.with(OTHER));
        assertThat(own).hasContent(OTHER);

        MappingFile json = read("{\"a\": 1, \"mapping\": {\"resources\": []}}");
        assertThat(json.apart()).isFalse();
        assertThat(json.with(OTHER))
                .isEqualToIgnoringWhitespace("{\"a\":1,\"mapping\":{\"resources\":[{\"kind\":\"b\"}]}}");
    }

    @Test
    void leavesTheRestAloneOrRefuses() throws Exception {
        assertThatThrownBy(() ->
                        read("mapping:\n  resources: &all []\nother: *all\n").with(OTHER))
                .isInstanceOf(Unwritten.class);
        assertThat(read("all: &all []\nmapping:\n  resources: *all\n").text()).contains("*all");
        assertThatThrownBy(() -> read("a: 1\nmapping: {}\n").with("---\nresources: []\n"))
                .isInstanceOf(Unwritten.class)
                .hasMessageContaining("by hand");
        assertThatThrownBy(() -> read("a: 1\n")).isInstanceOf(Unwritten.class).hasMessageContaining("no key 'mapping'");
        assertThatThrownBy(() -> read("mapping: {}\n").with("- a\n")).isInstanceOf(Unwritten.class);
    }

    @Test
    void writesOnlyWhatIsStillAsItWasReadAndKeepsLinksAndPermissions() throws Exception {
        MappingFile stale = read("mapping: {}\n");
        Files.writeString(file, "mapping: {}\nmore: 1\n");
        assertThatThrownBy(() -> stale.replace("x"))
                .isInstanceOf(Unwritten.class)
                .hasMessageContaining("changed meanwhile");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
        MappingFile linked = MappingFile.of(link, "link.yaml");
        linked.replace(linked.with(OTHER));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("mapping:\n  resources:\n    - kind: b\nmore: 1\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("git~team.yaml", "link.yaml");
    }
}
