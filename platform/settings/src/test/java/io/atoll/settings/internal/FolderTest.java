package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file counts. */
class FolderTest {

    @TempDir
    Path home;

    private Path file;
    private Folder folder;

    @BeforeEach
    void look() throws IOException {
        Files.createDirectories(home.resolve("conf/integrations"));
        file = Files.writeString(home.resolve("conf/integrations/git~demo.yaml"), "old");
        folder = new Folder(home.resolve("conf"));
    }

    @Test
    void takesAChangedFileOnceItIsTheSameInTwoLooks() throws IOException {
        Files.writeString(file, "half of");
        assertThat(folder.look()).isFalse();
        Files.writeString(file, "half of it");
        assertThat(folder.look()).isFalse();
        assertThat(folder.content(file).text()).isEqualTo("old");

        assertThat(folder.look()).isTrue();
        assertThat(folder.content(file).text()).isEqualTo("half of it");
        assertThat(folder.look()).isFalse();
    }

    @Test
    void missesAFileThatIsGoneInTwoLooks() throws IOException {
        Files.delete(file);
        assertThat(folder.look()).isFalse();
        assertThat(folder.integrationFiles()).containsExactly(file);

        assertThat(folder.look()).isTrue();
        assertThat(folder.integrationFiles()).isEmpty();
    }

    @Test
    void watchesFilesElsewhereThatAreReferredTo() throws IOException {
        Path mapping = home.resolve("mapping.yaml");
        assertThat(folder.referredContent(mapping).problem()).isEqualTo("there is no such file");

        Files.writeString(mapping, "resources: []");

        assertThat(folder.look()).isFalse();
        assertThat(folder.look()).isTrue();
        assertThat(folder.referredContent(mapping).text()).isEqualTo("resources: []");
    }

    @Test
    void passesOverTheTemporaryFilesOfEditors() throws IOException {
        for (String name : new String[] {".git~demo.yaml.swp", "git~demo.yaml~", "#git~demo.yaml", ".#git~demo.yaml"}) {
            Files.writeString(home.resolve("conf/integrations").resolve(name), "x");
        }

        folder.look();
        folder.look();

        assertThat(folder.integrationFiles()).containsExactly(file);
    }

    @Test
    void keepsEverythingWhileTheFolderCannotBeListed() throws IOException {
        Files.move(home.resolve("conf"), home.resolve("away"));

        assertThatThrownBy(folder::look).isInstanceOf(IOException.class);
        assertThatThrownBy(folder::look).isInstanceOf(IOException.class);
        assertThat(folder.content(file).text()).isEqualTo("old");
    }
}
