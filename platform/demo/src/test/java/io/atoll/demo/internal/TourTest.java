package io.atoll.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {

    @TempDir
    Path here;

    @BeforeEach
    void makeRepositories() throws IOException {
        Files.createDirectories(here.resolve("one/.git"));
        Files.createDirectories(here.resolve("it's two/.git"));
        Files.createDirectories(here.resolve("empty"));
    }

    @Test
    void showsTheRepositoriesThatAreNamed() throws Exception {
        var tour =
                Tour.of(List.of("--git", "one", "it's two", "https://example.com/x.git", "--once", "-o", "json"), here);

        assertThat(tour.paths()).containsExactly(here.resolve("one"), here.resolve("it's two"));
        assertThat(tour.urls()).containsExactly("https://example.com/x.git");
        assertThat(tour.once()).isTrue();
    }

    @Test
    void showsTheFolderItStandsInIfNoneIsNamed() throws Exception {
        assertThat(Tour.of(List.of(), here.resolve("one")).paths()).containsExactly(here.resolve("one"));
    }

    @Test
    void saysWhatIsWrongAndWhatToDo() {
        assertThatThrownBy(() -> Tour.of(List.of("--git", "nowhere"), here))
                .hasMessageContaining("nowhere does not exist")
                .hasMessageContaining("--git");
        assertThatThrownBy(() -> Tour.of(List.of("--git", "empty"), here))
                .hasMessageContaining("empty is no git repository");
        assertThatThrownBy(() -> Tour.of(List.of(), here)).hasMessageContaining("none was named");
        assertThatThrownBy(() -> Tour.of(List.of("--git", "--once"), here)).hasMessageContaining("at least one path");
        assertThatThrownBy(() -> Tour.of(List.of("-o", "xml"), here)).hasMessageContaining("json");
        assertThatThrownBy(() -> Tour.of(List.of("--oops"), here)).hasMessageContaining("'--oops' is not an option");
    }

    @Test
    void writesPathsSoThatYamlReadsThemAsTheyAre() throws Exception {
        var tour = Tour.of(List.of("--git", "it's two"), here);

        assertThat(SettingsFile.text(tour))
                .contains("paths:\n  - '" + here + "/it''s two'\n")
                .doesNotContain("urls");
    }
}
