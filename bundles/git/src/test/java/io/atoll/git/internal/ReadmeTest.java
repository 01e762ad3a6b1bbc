package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.spi.ResyncKinds;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README, held against what it describes. */
class ReadmeTest {

    @Test
    void hasTheHeadingsOfEveryIntegration() throws Exception {
        assertThat(Files.readAllLines(Path.of("README.md")).stream().filter(line -> line.startsWith("## ")))
                .containsExactly(
                        "## What it reads",
                        "## Kinds",
                        "## Configuration",
                        "## Rights it needs",
                        "## Rate limits",
                        "## Live events",
                        "## Limits",
                        "## Example mapping");
    }

    @Test
    void listsEveryKeyWithItsDefault() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        for (Method key : GitConfiguration.class.getDeclaredMethods()) {
            String name = key.getName().replace("_", "");
            Object value = key.getDefaultValue();
            boolean none = value.equals("") || value instanceof String[];
            assertThat(lines)
                    .as(name)
                    .anyMatch(line -> line.startsWith("| `" + name + "` | " + (none ? "|" : "`" + value + "` |")));
        }
    }

    @Test
    void listsTheKindsThatAreRead() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String component =
                Files.readString(Path.of("target/classes/OSGI-INF").resolve(GitResync.class.getName() + ".xml"));
        assertThat(component).contains(ResyncKinds.PREFIX_ + "kinds");
        for (String kind : List.of("repository", "branch", "tag", "contributor", "commit", "file", "folder")) {
            assertThat(readme).contains("\n| `" + kind + "` | ");
            assertThat(component).containsPattern("(?m)(^|>)" + kind + "(<|$)");
        }
    }
}
