package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PasswordFileTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    private Credentials start(boolean personPresent) {
        return new Credentials(
                folder.toString(), personPresent, new PrintStream(terminal, true, StandardCharsets.UTF_8));
    }

    private String file() throws IOException {
        return Files.readString(folder.resolve("admin-password")).strip();
    }

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void makesAPasswordThatOnlyItsOwnerCanRead() throws Exception {
        Path data = folder.resolve("not/yet/there");

        PasswordFile.Password password = new PasswordFile(data).open();

        assertThat(password.fresh()).isTrue();
        assertThat(password.text()).matches("([a-km-np-z2-9]{5}-){5}[a-km-np-z2-9]{5}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("admin-password"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(data.resolve("admin-password"));
        }
    }

    @Test
    void keepsThePasswordThatIsThere() throws Exception {
        String first = new PasswordFile(folder).open().text();

        PasswordFile.Password second = new PasswordFile(folder).open();

        assertThat(second.text()).isEqualTo(first);
        assertThat(second.fresh()).isFalse();
    }

    @Test
    void makesAnotherPasswordForEachInstallation() throws Exception {
        Set<String> passwords = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            passwords.add(new PasswordFile(folder.resolve("data" + i)).open().text());
        }

        assertThat(passwords).hasSize(50);
    }

    @Test
    void isNotConfusedByWhatACrashLeft() throws Exception {
        Files.writeString(folder.resolve("admin-password.new"), "half");

        assertThat(new PasswordFile(folder).open().fresh()).isTrue();
        assertThat(file()).hasSizeGreaterThan(20);
    }

    @Test
    void refusesAPasswordThatIsTooShort() throws Exception {
        Files.writeString(folder.resolve("admin-password"), "admin\n");

        assertThatExceptionOfType(PasswordFile.Unusable.class)
                .isThrownBy(() -> new PasswordFile(folder).open())
                .withMessageContaining("fewer than 12 characters")
                .withMessageNotContaining("admin\n");
        assertThat(start(true).right("admin", "admin")).isFalse();
    }

    @Test
    void saysThatTheDataFolderCannotBeWritten() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(PasswordFile.Unusable.class)
                .isThrownBy(() -> new PasswordFile(inTheWay.resolve("data")).open())
                .withMessageContaining("no password can be written")
                .withMessageContaining("make the data folder writable");
    }

    @Test
    void writesNoPasswordWhereFilesHaveNoModesButTakesOneThatIsThere() throws Exception {
        URI archive = URI.create("jar:" + folder.resolve("no-modes.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path data = Files.createDirectory(zip.getPath("/data"));

            assertThatExceptionOfType(PasswordFile.Unusable.class)
                    .isThrownBy(() -> new PasswordFile(data).open())
                    .withMessageContaining("has no file modes");
            assertThat(Files.exists(data.resolve("admin-password"))).isFalse();

            Files.writeString(data.resolve("admin-password"), "written by a person\n");
            assertThat(new PasswordFile(data).open().text()).isEqualTo("written by a person");
        }
    }

    @Test
    void showsANewPasswordOnceAndOnlyToAPerson() throws Exception {
        start(true);
        assertThat(shown()).containsOnlyOnce(file()).contains("admin-password");

        start(true);
        assertThat(shown()).containsOnlyOnce(file());
    }

    @Test
    void showsNothingWhereNobodySits() {
        start(false);

        assertThat(shown()).isEmpty();
    }

    @Test
    void knowsTheUserAndThePassword() throws Exception {
        Credentials credentials = start(false);

        assertThat(credentials.right("admin", file())).isTrue();
        assertThat(credentials.right("admin", file() + " ")).isFalse();
        assertThat(credentials.right("root", file())).isFalse();
        assertThat(credentials.right("admin", "admin")).isFalse();
        assertThat(credentials.right("admin", "")).isFalse();
    }

    @Test
    void takesNoPasswordAtAllWithoutADataFolder() {
        Credentials credentials = new Credentials((String) null, true, System.out);

        assertThat(credentials.right("admin", "")).isFalse();
        assertThat(credentials.right("admin", "admin")).isFalse();
    }

    @Test
    void printsNoSecret() throws Exception {
        PasswordFile.Password password = new PasswordFile(folder).open();

        assertThat(password.toString()).doesNotContain(password.text());
        assertThat(new BasicCredentials("admin", password.text()).toString()).doesNotContain(password.text());
    }
}
