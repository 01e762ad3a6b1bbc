package io.atoll.admin.internal.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.admin.internal.people.People.Unchanged;
import io.atoll.operation.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeopleTest {

    private static final int FEW_ROUNDS = 10;

    @TempDir
    private Path conf;

    private People people() {
        return new People(conf, FEW_ROUNDS);
    }

    private Path file() {
        return conf.resolve("access/users.yaml");
    }

    private void write(String text) throws Exception {
        Files.createDirectories(conf.resolve("access"));
        Files.writeString(file(), text);
        Files.setLastModifiedTime(file(), FileTime.from(Instant.ofEpochSecond(1_000_000 + text.hashCode() % 1000)));
    }

    @Test
    void knowsNobodyWithoutAFile() {
        assertThat(people().roles()).isEmpty();
        assertThat(people().right("ada", "")).isFalse();
    }

    @Test
    void keepsRolesAndHashesInAFileThatNobodyElseReads() throws Exception {
        people().put("ada", Role.OPERATOR, "correct horse");

        People later = people();
        assertThat(later.role("ada")).contains(Role.OPERATOR);
        assertThat(later.right("ada", "correct horse")).isTrue();
        assertThat(later.right("ada", "Correct horse")).isFalse();
        assertThat(later.right("bob", "correct horse")).isFalse();
        assertThat(Files.readString(file())).doesNotContain("correct horse").contains("pbkdf2-sha512$10$");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void changesRoleAndPasswordApart() throws Exception {
        People people = people();
        people.put("ada", Role.OPERATOR, "correct horse");

        people.put("ada", Role.ADMIN);
        assertThat(people.right("ada", "correct horse")).isTrue();
        people.remove("ada");

        assertThat(people.roles()).isEmpty();
    }

    @Test
    void takesWhatAPersonWritesAtOnce() throws Exception {
        People people = people();
        assertThat(people.roles()).isEmpty();

        write("ada:\n  role: viewer\n  password: " + PasswordHash.of("by hand", FEW_ROUNDS) + "\n");

        assertThat(people.role("ada")).contains(Role.VIEWER);
        assertThat(people.right("ada", "by hand")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada: [                        | line 1",
                "ada                           | must have keys",
                "ada:\\n  role: vewer\\n       | line 2: there is no role 'vewer'; did you mean 'viewer'",
                "ada:\\n  roles: viewer\\n     | line 2: there is no key 'roles'; did you mean 'role'",
                "ada:\\n  role: viewer\\n      | line 1: ada needs a role and a password",
                "ada:\\n  role: [viewer]\\n    | line 2: role must be a text",
                "ada:\\n  password: secret\\n  | line 2: the password of ada is no hash",
                "Ada B:\\n  role: viewer\\n    | line 1: 'Ada B' is no name"
            })
    void keepsTheLastGoodUsersWhileTheFileIsFaulty(String text, String words) throws Exception {
        People people = people();
        people.put("ada", Role.OPERATOR, "correct horse");
        assertThat(people.role("ada")).isPresent();
        write(text.replace("\\n", "\n"));

        assertThat(people.role("ada")).contains(Role.OPERATOR);
        assertThatThrownBy(() -> people.put("bob", Role.VIEWER, "correct horse"))
                .isInstanceOf(Unchanged.class)
                .hasMessageContaining(words)
                .hasMessageContaining("users.yaml")
                .hasMessageNotContaining("secret");
        assertThat(Files.readString(file())).isEqualTo(text.replace("\\n", "\n"));
    }

    @Test
    void givesEqualPasswordsDifferentHashes() {
        assertThat(PasswordHash.of("same", FEW_ROUNDS))
                .doesNotHaveToString(PasswordHash.of("same", FEW_ROUNDS).toString());
        assertThat(PasswordHash.parse(PasswordHash.of("same", FEW_ROUNDS).toString())
                        .matches("same"))
                .isTrue();
    }
}
