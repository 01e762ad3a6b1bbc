package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OceanTableTest {

    private static final Path GUIDE = Path.of("../../docs/migrate-from-ocean.md");

    /** A row of the guide. */
    private static String row(OceanSetting setting) {
        String variable = OceanSetting.variable(setting.path()).substring("OCEAN__".length());
        String initial = setting.initial().isEmpty() ? "" : "`" + setting.initial() + "`";
        return "| `" + variable + "` | " + initial + " | " + setting.remark() + " |";
    }

    @Test
    void theGuideSaysOfEverySettingWhatIsMadeOfIt() throws Exception {
        List<String> rows = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("| `")
                        && Stream.of("honoured", "has no effect", "refused").anyMatch(line::contains))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        OceanSetting.all().stream().map(OceanTableTest::row).toList());
    }

    @Test
    void theRemarkSaysTheSameAsTheTarget() {
        assertThat(OceanSetting.all()).allSatisfy(setting -> {
            String begins =
                    setting.honoured() ? "honoured" : setting.refusal().isPresent() ? "refused" : "has no effect";
            assertThat(setting.remark()).startsWith(begins);
        });
    }
}
