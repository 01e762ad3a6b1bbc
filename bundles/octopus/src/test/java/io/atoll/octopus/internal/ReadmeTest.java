package io.atoll.octopus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README, held against what it describes. */
class ReadmeTest {

    @Test
    void listsEveryKey() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        for (Method key : OctopusConfiguration.class.getDeclaredMethods()) {
            String name = key.getName().replace("_", "");
            String need = key.getDefaultValue() == null ? "required" : "";
            assertThat(lines).as(name).anyMatch(line -> line.startsWith("| `" + name + "` | | " + need));
        }
    }

    @Test
    void saysHowManyDeploymentsAreRead() throws Exception {
        assertThat(Files.readString(Path.of("README.md")))
                .contains("| `deployment` | `GET /api/{space}/deployments` | by offset, 100 | `max`: 150 |");
    }
}
