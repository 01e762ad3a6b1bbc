package io.atoll.admin.internal.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.admin.internal.people.Tokens.Bearer;
import io.atoll.operation.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokensTest {

    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    private Path data;

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private Tokens tokens() {
        return new Tokens(data, () -> now);
    }

    private Path file() {
        return data.resolve("access/tokens.json");
    }

    @Test
    void knowsATokenAfterARestart() throws Exception {
        String text = tokens().add("ada", "ci", Role.VIEWER, MONTH).text();

        assertThat(text).startsWith("atoll_").hasSizeGreaterThan(40);
        assertThat(tokens().find(text)).contains(new Bearer("ada", Role.VIEWER));
        assertThat(tokens().find(text + "x")).isEmpty();
        assertThat(tokens().find("")).isEmpty();
    }

    @Test
    void keepsOnlyDigestsAndNobodyElseReadsThem() throws Exception {
        String text = tokens().add("ada", "ci", Role.VIEWER, MONTH).text();

        assertThat(Files.readString(file())).contains("ci").doesNotContain(text);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void forgetsATokenWhenItsTimeIsOver() throws Exception {
        Tokens tokens = tokens();
        String text = tokens.add("ada", "ci", Role.VIEWER, MONTH).text();
        now = now.plus(MONTH).minusMillis(1);
        assertThat(tokens.find(text)).isPresent();

        now = now.plusMillis(1);

        assertThat(tokens.find(text)).isEmpty();
        assertThat(tokens.all()).isEmpty();
    }

    @Test
    void takesARevokedTokenNoMore() throws Exception {
        Tokens tokens = tokens();
        Tokens.Made made = tokens.add("ada", "ci", Role.VIEWER, MONTH);
        Tokens.Made other = tokens.add("ada", "cd", Role.VIEWER, MONTH);

        assertThat(tokens.revoke(made.token().id())).isTrue();
        assertThat(tokens.revoke(made.token().id())).isFalse();

        assertThat(tokens().find(made.text())).isEmpty();
        assertThat(tokens().find(other.text())).isPresent();
    }

    @Test
    void knowsNoTokenWhileItsFileIsNotAsItWasWritten() throws Exception {
        String text = tokens().add("ada", "ci", Role.ADMIN, MONTH).text();
        Files.writeString(file(), Files.readString(file()).replace("\"admin\"", "\"root\""));

        assertThat(tokens().find(text)).isEmpty();
    }
}
