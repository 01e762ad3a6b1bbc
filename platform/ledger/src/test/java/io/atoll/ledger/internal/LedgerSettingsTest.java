package io.atoll.ledger.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.ledger.internal.LedgerSettings.Embedded;
import io.atoll.ledger.internal.LedgerSettings.Postgresql;
import org.junit.jupiter.api.Test;

class LedgerSettingsTest {

    @Test
    void keepsTheLedgerInTheDataFolderUnlessToldOtherwise() {
        assertThat(settings("embedded", 200)).isEqualTo(new LedgerSettings(new Embedded(), 200));
    }

    @Test
    void tellsNobodyThePassword() {
        var settings = settings("postgresql", 3);

        assertThat(settings.store()).isEqualTo(new Postgresql("jdbc:postgresql://db/atoll", "ann", "secret"));
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> settings("oracle", 200))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("embedded or postgresql");
        assertThatThrownBy(() -> settings("embedded", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("runs.kept");
    }

    private static LedgerSettings settings(String store, int runsKept) {
        return LedgerSettings.of(store, "jdbc:postgresql://db/atoll", "ann", "secret", runsKept);
    }
}
