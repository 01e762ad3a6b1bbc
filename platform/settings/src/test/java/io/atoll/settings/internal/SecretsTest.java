package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.settings.internal.Secrets.Absent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where secrets come from. */
class SecretsTest {

    private final Secrets secrets = new Secrets(Map.of("TOKEN", "from-environment")::get);

    @TempDir
    Path folder;

    @Test
    void takesLiteralsVariablesAndFilesWithoutTheirLastLineBreak() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "two\nlines\r\n");

        assertThat(secrets.resolve("literal")).isEqualTo("literal");
        assertThat(secrets.resolve("env:TOKEN")).isEqualTo("from-environment");
        assertThat(secrets.resolve("file:" + file)).isEqualTo("two\nlines");
    }

    @Test
    void tellsWhatIsAbsent() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));

        assertAbsent("env:NONE", "the environment variable NONE is not set");
        assertAbsent("file:relative", "the path relative is not absolute");
        assertAbsent("file:" + folder.resolve("none"), "there is no file " + folder.resolve("none"));
        assertAbsent("file:" + empty, "the file " + empty + " is empty");
    }

    private void assertAbsent(String written, String message) {
        assertThatThrownBy(() -> secrets.resolve(written))
                .isInstanceOf(Absent.class)
                .hasMessage(message);
    }
}
