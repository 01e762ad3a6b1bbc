package io.atoll.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {

    private static final String GUIDE = "../../docs/write-an-integration.md";

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
                        "io.atoll.tck");

        assertThat(status).as(output.toString()).isZero();
    }

    /** What authors read is what the tests compile and run. */
    @Test
    void theGuideShowsTheAdoptionAsItIs() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/atoll/tck/AcmeTck.java"));
        String adoption = source.substring(source.indexOf("class "), source.indexOf("// @end"));

        assertThat(Path.of(GUIDE)).content().contains("```java\n" + adoption + "```");
    }

    @Test
    void theGuideNamesTheHeadings() {
        assertThat(Path.of(GUIDE))
                .content()
                .contains(String.join(" · ", BundleRules.HEADINGS).replace("## ", ""));
    }
}
