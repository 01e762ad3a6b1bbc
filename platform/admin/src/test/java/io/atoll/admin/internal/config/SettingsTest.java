package io.atoll.admin.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {

    @Test
    void masksWhatIsDeclaredASecretAndWhatLooksLikeOne() {
        assertThat(Settings.of(Map.of(
                                ".token",
                                "hush",
                                "apiKey",
                                "hush",
                                "url",
                                "https://ada:hush@example.com/x",
                                "paths",
                                List.of("/a", "/b"),
                                "limits",
                                new int[] {1, 2},
                                "deep",
                                true))
                        .toString())
                .doesNotContain("hush")
                .contains(
                        "token=\"[REDACTED]\"",
                        "apiKey=\"[REDACTED]\"",
                        "paths=[\"/a\",\"/b\"]",
                        "limits=[1,2]",
                        "deep=true");
    }

    @Test
    void leavesOutWhatTheContainerAdds() {
        assertThat(Settings.of(Map.of("service.pid", "io.atoll.admin", "service.factoryPid", "io.atoll.git", "x", 1)))
                .containsOnlyKeys("x");
    }
}
