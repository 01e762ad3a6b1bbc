package io.atoll.health.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.health.internal.FakeConfigurations;
import io.atoll.health.internal.Secrets;
import io.atoll.health.internal.log.LogLine.Level;
import io.atoll.health.internal.log.LogOperations.Wanted;
import io.atoll.operation.Caller;
import io.atoll.operation.Operation;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the operation {@code log} shows. */
class LogTailTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Caller ADMIN = new Caller("ada", Role.ADMIN, Caller.Means.SESSION);
    private static final Wanted ALL = new Wanted(null, null, null, null, null, null, null, null, null);

    private final LogTail tail = new LogTail(100, 100_000);
    private final Secrets secrets =
            new Secrets(new FakeConfigurations().with("io.atoll.git~demo", Map.of(".token", "hunter2-hunter2")));

    private void line(Level level, Map<String, String> context, String message) {
        tail.add(NOON.plusSeconds(tail.newest().size()), level, context, "io.atoll.engine", message, null);
    }

    @SuppressWarnings("unchecked")
    private Slice<LogLine> shown(Wanted wanted) throws Exception {
        var operation = (Operation<Wanted, Slice<LogLine>>)
                new LogOperations(tail, secrets).operations().getFirst();
        return operation.perform(ADMIN, wanted);
    }

    private static List<String> messages(Slice<LogLine> slice) {
        return slice.items().stream().map(LogLine::message).toList();
    }

    @Test
    void showsTheNewestFirst() throws Exception {
        line(Level.INFO, Map.of(), "one");
        line(Level.INFO, Map.of(), "two");

        assertThat(messages(shown(ALL))).containsExactly("two", "one");
    }

    @Test
    void findsLinesByIntegrationRunKindLevelTextTimeAndNumber() throws Exception {
        line(Level.DEBUG, Map.of("integration", "git~demo", "run", "r1", "kind", "repo-0"), "deep");
        line(Level.WARN, Map.of("integration", "git~demo", "run", "r1"), "beware");
        line(Level.INFO, Map.of(), "run r2 of git~demo is complete");
        line(Level.INFO, Map.of("integration", "git~demo-2"), "run r3 of git~demo-2 is complete");

        assertThat(messages(shown(new Wanted("git~demo", null, null, null, null, null, null, null, null))))
                .containsExactly("run r2 of git~demo is complete", "beware", "deep");
        assertThat(messages(shown(new Wanted(null, "r1", null, null, null, null, null, null, null))))
                .containsExactly("beware", "deep");
        assertThat(messages(shown(new Wanted(null, null, "repo-0", null, null, null, null, null, null))))
                .containsExactly("deep");
        assertThat(messages(shown(new Wanted(null, null, null, Level.WARN, null, null, null, null, null))))
                .containsExactly("beware");
        assertThat(messages(shown(new Wanted(null, null, null, null, "BEWARE", null, null, null, null))))
                .containsExactly("beware");
        assertThat(shown(new Wanted(null, null, null, null, null, NOON.plusSeconds(2), null, null, null))
                        .items())
                .hasSize(2);
        assertThat(messages(shown(new Wanted(null, null, null, null, null, null, 3L, null, null))))
                .containsExactly("run r3 of git~demo-2 is complete");
    }

    @Test
    void goesOnBehindAPartWhateverIsLoggedMeanwhile() throws Exception {
        for (int i = 1; i <= 5; i++) {
            line(Level.INFO, Map.of(), "line " + i);
        }
        var told = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            Slice<LogLine> part = shown(new Wanted(null, null, null, null, null, null, null, 2, cursor));
            told.addAll(messages(part));
            cursor = part.next().orElse(null);
            line(Level.INFO, Map.of(), "later");
        } while (cursor != null);

        assertThat(told).containsExactly("line 5", "line 4", "line 3", "line 2", "line 1");
    }

    @Test
    void masksConfiguredSecretsAndWhatLooksLikeOne() throws Exception {
        tail.add(
                NOON,
                Level.ERROR,
                Map.of(),
                "x",
                "asked with hunter2-hunter2 and ghp_" + "a".repeat(36),
                "at https://joe:secret@example.com/x");

        assertThat(shown(ALL).items()).singleElement().satisfies(line -> {
            assertThat(line.message()).isEqualTo("asked with [REDACTED] and [REDACTED]");
            assertThat(line.trace()).contains("at [REDACTED]");
        });
    }

    @Test
    void keepsABoundedNumberOfLinesAndCharacters() {
        for (int i = 0; i < 1_000; i++) {
            line(Level.INFO, Map.of(), "short");
        }
        assertThat(tail.newest()).hasSize(100);
        assertThat(tail.newest().getFirst().number()).isEqualTo(1_000);

        for (int i = 0; i < 100; i++) {
            line(Level.INFO, Map.of(), "x".repeat(1_000_000));
        }
        assertThat(tail.newest().stream().mapToInt(LogLine::weight).sum()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void refusesWhatIsNoCursorAndNoLimit() {
        assertThatThrownBy(() -> shown(new Wanted(null, null, null, null, null, null, null, 0, null)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("from 1 to 500");
        assertThatThrownBy(() -> shown(new Wanted(null, null, null, null, null, null, null, null, "x")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'cursor'");
    }
}
