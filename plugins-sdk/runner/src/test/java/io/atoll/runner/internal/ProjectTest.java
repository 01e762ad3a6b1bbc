package io.atoll.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {".port-app-config.yaml.swp", "port-app-config.yaml~", "port-app-config.yaml.part", "icon.svg.tmp"
            })
    void takesNoFileOfAnEditorForAChange(String passing) throws Exception {
        Project project = new Project(folder);
        Path resources = Files.createDirectories(project.resources().resolve(".port/resources"));
        Files.writeString(resources.resolve("blueprints.json"), "[]");
        var before = project.content();

        Files.writeString(resources.resolve(passing), "half");

        assertThat(project.content()).isEqualTo(before);
    }

    @Test
    void takesAFileThatIsPackedForAChange() throws Exception {
        Project project = new Project(folder);
        Path resources = Files.createDirectories(project.resources().resolve(".port/resources"));
        var before = project.content();

        Files.writeString(resources.resolve("blueprints.json"), "[]");

        assertThat(project.content()).isNotEqualTo(before);
    }
}
