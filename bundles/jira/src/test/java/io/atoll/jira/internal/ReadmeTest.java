package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.spi.ResyncKinds;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README, held against what it describes. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");

    @Test
    void listsEveryKey() throws Exception {
        String readme = Files.readString(README);
        for (Method key : JiraConfiguration.class.getDeclaredMethods()) {
            assertThat(readme).contains("\n| `" + key.getName().replace("_", "") + "` | | ");
        }
    }

    @Test
    void listsTheKindsThatAreRead() throws Exception {
        String component =
                Files.readString(Path.of("target/classes/OSGI-INF").resolve(JiraResync.class.getName() + ".xml"));
        assertThat(component).contains(ResyncKinds.PREFIX_ + "kinds");
        List<String> listed = Files.readAllLines(README).stream()
                .dropWhile(line -> !line.startsWith("| kind | call"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(listed)
                .hasSize(11)
                .allSatisfy(kind -> assertThat(component).containsPattern("(?m)(^|>)" + kind + "(<|$)"));
    }

    @Test
    void namesEveryEvent() throws Exception {
        String events = Files.readString(README).replaceAll("(?s).*\\| events \\|", "");
        assertThat(Events.ofAdministrators())
                .allSatisfy(event -> assertThat(events).contains(event.replaceAll("_.*", "_")));
    }
}
