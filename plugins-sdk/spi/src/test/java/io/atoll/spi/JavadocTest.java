package io.atoll.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavadocTest {

    /** Links lead somewhere, and the examples are those that the tests compile and run. */
    @Test
    void theDocumentationCanBeMade(@TempDir Path folder) {
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
                        "-subpackages",
                        "io.atoll.spi");

        assertThat(status).as(output.toString()).isZero();
        assertThat(folder.resolve("io/atoll/spi/ResyncProvider.html"))
                .content()
                .contains("this API documents the empty page as the end");
    }
}
