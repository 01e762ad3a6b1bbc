package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentifierTest {

    @Test
    void keepsWhatACatalogAccepts() {
        assertThat(Identifier.of("shop", "feature/größe_1.2+x@y\\z-")).isEqualTo("shop:feature/größe_1.2+x@y\\z-");
    }

    @Test
    void writesOtherCharactersAsBytes() {
        assertThat(Identifier.of("my shop")).isEqualTo("my=20shop");
        assertThat(Identifier.of("shop", "a=b #€\uD83D\uDE00")).isEqualTo("shop:a=3Db=20=23=E2=82=AC=F0=9F=98=80");
        assertThat(Identifier.of("..")).isEqualTo("=2E=2E");
    }

    @Test
    void givesDifferentThingsDifferentIdentifiers() {
        assertThat(Identifier.of("a b")).isNotEqualTo(Identifier.of("a=20b"));
        assertThat(Identifier.of("a:b", "c")).isNotEqualTo(Identifier.of("a", "b:c"));
        assertThat(Identifier.of("a", "x".repeat(2000) + "1")).isNotEqualTo(Identifier.of("a", "x".repeat(2000) + "2"));
    }

    @Test
    void isNeverTooLong() {
        assertThat(Identifier.of("a", " ".repeat(4096))).hasSize(Identifier.MAX_LENGTH);
        assertThat(Identifier.of("a", "\uD835\uDD04".repeat(4096))).hasSizeBetween(990, Identifier.MAX_LENGTH);
    }
}
