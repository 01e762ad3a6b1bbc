package io.atoll.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log forgets; it has 1,200 changes, one for each minute before now. */
class AuditRetentionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int CHANGES = 1200;

    @TempDir
    Path folder;

    private CatalogStore store;

    @BeforeEach
    void open() throws UnusableStore {
        store = TestStore.open(folder);
        store.write(transaction -> {
            for (var i = CHANGES; i > 0; i--) {
                transaction.add(change(i));
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void forgetsWhatIsOlderThanSoManyDays() {
        var later = Clock.fixed(NOW.plus(Duration.ofDays(1)).minus(Duration.ofMinutes(100)), ZoneOffset.UTC);
        new AuditRetention(store, 1, 0, later).run();

        assertThat(kept()).hasSize(100).first().isEqualTo("1");
    }

    @Test
    void keepsTheNewestOfTooMany() {
        new AuditRetention(store, 0, 70, CLOCK).run();

        assertThat(kept()).hasSize(70).first().isEqualTo("1");
    }

    @Test
    void keepsEverythingIfItIsNotToForget() {
        new AuditRetention(store, 0, 0, CLOCK).run();

        assertThat(kept()).hasSize(CHANGES);
    }

    @Test
    void keepsAllThatFitsBoth() {
        new AuditRetention(store, 30, CHANGES, CLOCK).run();

        assertThat(kept()).hasSize(CHANGES);
    }

    /** The minutes before now, of the audits that are left. */
    private List<String> kept() {
        var all = new AuditFilter(null, List.of(), null, null, null, null, null, List.of(), null, null);
        return store.<List<Recorded>>read(view -> view.audits(all, 2 * CHANGES)).stream()
                .map(recorded -> recorded.audit().identifier())
                .toList();
    }

    private static Audit change(int minutes) {
        var name = String.valueOf(minutes);
        var subject = new Audit.Subject("entity", "b", name);
        return new Audit(
                name, NOW.minus(Duration.ofMinutes(minutes)), subject, "CREATE", "c", "a", "API", null, null, null);
    }
}
