package io.atoll.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {

    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet (\\w+)#(\\w+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    /** Links lead somewhere, and the examples are those that the tests compile and run. */
    @Test
    void theJavadocCanBeMade(@TempDir Path folder) {
        var output = new StringWriter();
        var printer = new PrintWriter(output);

        int status = ToolProvider.findFirst("javadoc")
                .orElseThrow()
                .run(
                        printer,
                        printer,
                        "-quiet",
                        "-Xdoclint:all,-missing",
                        "-Werror",
                        "--snippet-path",
                        "src/test/java",
                        "-d",
                        folder.toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-sourcepath",
                        "src/main/java",
                        "io.atoll.kit",
                        "io.atoll.kit.http");

        assertThat(status).as(output.toString()).isZero();
        assertThat(folder.resolve("io/atoll/kit/http/HttpFactory.html"))
                .content()
                .contains("PROTOTYPE_REQUIRED");
    }

    /** What authors read in {@code docs/write-an-integration.md} is what the tests compile and run. */
    @Test
    void theGuideShowsTheExampleAsItIs() throws IOException {
        String guide = Files.readString(Path.of("../../docs/write-an-integration.md"));

        List<MatchResult> snippets = SNIPPET.matcher(guide).results().toList();

        assertThat(snippets).hasSizeGreaterThan(4);
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(3))
                    .as("%s#%s", snippet.group(1), snippet.group(2))
                    .isEqualTo(region(snippet.group(1), snippet.group(2)));
        }
    }

    private static String region(String type, String name) throws IOException {
        var lines = new ArrayList<String>();
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("src/test/java/io/atoll/kit/example", type + ".java"))) {
            if (line.strip().startsWith("// @")) {
                inside = line.contains("@start region=\"" + name + "\"") || (inside && !line.contains("@end"));
            } else if (inside) {
                lines.add(line);
            }
        }
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return Stream.concat(lines.stream(), Stream.of(""))
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .reduce((one, other) -> one + "\n" + other)
                .orElse("");
    }
}
