package io.atoll.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.atoll.runner.internal.Options.BadArguments;
import io.atoll.runner.internal.Options.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @TempDir
    Path here;

    @BeforeEach
    void write() throws Exception {
        Files.createDirectories(here.resolve("acme/src/main/java"));
        Files.createFile(here.resolve("acme.yaml"));
    }

    @Test
    void showsThreeOfEachAsATableAndGoesOnUnlessItIsToldOtherwise() throws Exception {
        assertThat(options("acme"))
                .isEqualTo(new Options(
                        here.resolve("acme"),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        3,
                        false,
                        Output.TABLE,
                        Optional.empty()));
    }

    @Test
    void takesKeysOfTheConfigurationInBothSpellings() throws Exception {
        assertThat(options("-D", "server=http://x?a=b", "acme", "-Dpath=one", "-D", "path=two")
                        .settings())
                .containsExactly(entry("server", List.of("http://x?a=b")), entry("path", List.of("one", "two")));
    }

    @Test
    void resolvesFilesAgainstTheFolderOfTheCaller() throws Exception {
        assertThat(options("acme", "--config", "acme.yaml").config()).contains(here.resolve("acme.yaml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--once              | it needs the folder of an integration",
                "nowhere             | holds no src/main/java",
                "acme --frobnicate   | '--frobnicate' is not an option",
                "acme acme           | 'acme' is another",
                "acme --limit        | --limit needs a value",
                "acme --limit many   | 'many'",
                "acme -o xml         | 'xml'",
                "acme -D server      | KEY=VALUE",
                "acme --config none  | which is no file"
            })
    void saysWhatIsWrongWithTheCommandLine(String arguments, String message) {
        assertThatThrownBy(() -> options(arguments.split(" ")))
                .isInstanceOf(BadArguments.class)
                .hasMessageContaining(message);
    }

    private Options options(String... arguments) throws BadArguments {
        return Options.of(List.of(arguments), here);
    }
}
