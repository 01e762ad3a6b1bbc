package io.atoll.health.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.health.internal.FakeConfigurations;
import io.atoll.health.internal.log.LevelOperations.Choice;
import io.atoll.health.internal.log.LevelOperations.LevelView;
import io.atoll.health.internal.log.LevelOperations.One;
import io.atoll.operation.Caller;
import io.atoll.operation.Operation;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the levels of loggers are chosen. */
class LevelsTest {

    private static final Caller ADMIN = new Caller("ada", Role.ADMIN, Caller.Means.SESSION);
    private static final String CONTENT = """
            <configuration>
              <!-- <logger name="not.this" level="TRACE"/> -->
              <logger name="org.apache.felix" level="WARN"/>
              <root level="INFO">
                <appender-ref ref="FILE"/>
              </root>
            </configuration>
            """;

    @TempDir
    Path folder;

    private final FakeConfigurations configurations = new FakeConfigurations();
    private Path original;
    private Levels levels;

    @BeforeEach
    void begin() throws IOException {
        original = Files.writeString(folder.resolve("logback.xml"), CONTENT);
        levels = levels(original);
    }

    @AfterEach
    void end() throws IOException {
        levels.close();
    }

    private Levels levels(Path file) throws IOException {
        return new Levels(file, folder.resolve("data/logs/levels.xml"), configurations, Clock.systemUTC());
    }

    private String inForce() throws IOException {
        Object file = configurations.value(Levels.PID, Levels.FILE);
        return file == null ? "nothing was said" : Files.readString(Path.of(file.toString()));
    }

    @Test
    void givesTheLoggingServiceACopyWithFurtherLoggersAtItsEnd() throws Exception {
        levels.choose("io.atoll.engine", LogLine.Level.DEBUG, Optional.empty());
        levels.choose("ROOT", LogLine.Level.WARN, Optional.empty());

        assertThat(inForce()).isEqualTo(CONTENT.replace("</configuration>", """
                  <root level="WARN"/>
                  <logger name="io.atoll.engine" level="DEBUG"/>
                </configuration>"""));
        assertThat(original).hasContent(CONTENT);
    }

    @Test
    void whatIsSetBackIsAsTheFileSays() throws Exception {
        levels.choose("io.atoll.engine", LogLine.Level.DEBUG, Optional.empty());
        assertThat(levels.reset("io.atoll.engine")).isTrue();

        assertThat(inForce()).isEqualTo(CONTENT);
        assertThat(configurations.value(Levels.PID, Levels.FILE)).isNotEqualTo(original.toString());
        assertThat(levels.reset("io.atoll.engine")).isFalse();
    }

    @Test
    void aChoiceForAWhileEndsByItself() throws Exception {
        var noon = Instant.parse("2026-11-22T12:00:00Z");
        levels.close();
        levels = new Levels(
                original,
                folder.resolve("data/logs/levels.xml"),
                configurations,
                Clock.offset(Clock.fixed(noon, ZoneOffset.UTC), Duration.ofMinutes(10)));
        levels.choose("io.atoll.engine", LogLine.Level.DEBUG, Optional.of(noon.plusSeconds(3600)));
        levels.expire();
        assertThat(levels.chosen()).containsKey("io.atoll.engine");

        levels.choose("io.atoll.fetch", LogLine.Level.DEBUG, Optional.of(noon));
        levels.expire();

        assertThat(levels.chosen()).containsOnlyKeys("io.atoll.engine");
        assertThat(inForce()).contains("io.atoll.engine").doesNotContain("io.atoll.fetch");
    }

    @Test
    void nothingOutlivesThePlatformEvenIfItWasKilled() throws Exception {
        levels.choose("io.atoll.engine", LogLine.Level.DEBUG, Optional.empty());
        var next = levels(original);
        try {
            assertThat(inForce()).isEqualTo(CONTENT);
            assertThat(next.chosen()).isEmpty();
        } finally {
            next.close();
        }
        assertThat(configurations.value(Levels.PID, Levels.FILE)).isNull();
    }

    @Test
    void aFileThatCannotBeReadChangesNothing() throws Exception {
        Files.writeString(original, "<configuration>");

        assertThatThrownBy(() -> levels.choose("io.atoll.engine", LogLine.Level.DEBUG, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not end with");
        assertThat(levels.chosen()).isEmpty();
        assertThat(inForce()).isEqualTo("nothing was said");
    }

    @Test
    void readsWhatTheFileSays() throws Exception {
        assertThat(levels.configured()).isEqualTo(Map.of("ROOT", "INFO", "org.apache.felix", "WARN"));
    }

    @SuppressWarnings("unchecked")
    private <I extends Record> LevelView ask(int operation, I input) throws Exception {
        var asked = (Operation<I, LevelView>)
                new LevelOperations(levels).operations().get(operation);
        return asked.perform(ADMIN, input);
    }

    @Test
    void tellsWhatWasChosenAndUntilWhen() throws Exception {
        LevelView forAWhile = ask(1, new Choice("org.apache.felix", LogLine.Level.DEBUG, 5));
        assertThat(forAWhile.level()).contains("debug");
        assertThat(forAWhile.configured()).contains("warn");
        assertThat(forAWhile.until()).isPresent();

        LevelView setBack = ask(2, new One("org.apache.felix"));
        assertThat(setBack.level()).contains("warn");
        assertThat(setBack.chosen()).isFalse();
    }

    @Test
    void refusesWhatWouldPrintCredentials() {
        assertThatThrownBy(() -> ask(1, new Choice("org.apache.hc.client5.http", LogLine.Level.DEBUG, null)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("prints credentials");
        assertThat(levels.chosen()).isEmpty();
    }

    @Test
    void refusesNamesThatAreNone() {
        for (String name : new String[] {"", "a b", "x\"/><root level=\"OFF", "x".repeat(257)}) {
            assertThatThrownBy(() -> ask(1, new Choice(name, LogLine.Level.DEBUG, null)))
                    .as(name)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("'logger'");
        }
        assertThatThrownBy(() -> ask(1, new Choice("io.atoll", LogLine.Level.DEBUG, 0)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'minutes'");
        assertThatThrownBy(() -> ask(2, new One("io.atoll")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no level was chosen");
    }
}
