package io.atoll.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.test.api.ApiText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiTextTest {

    /**
     * A change of what authors use is a change of {@code api.txt}, to be reviewed with its package versions. The text that is now true
     * stands in {@code target/api.txt} after the test.
     */
    @Test
    void whatAuthorsUseIsWhatWasReviewed() throws Exception {
        String now = new ApiText(Path.of("target/classes")).write();
        Files.writeString(Path.of("target/api.txt"), now);

        assertThat(now).isEqualTo(Files.readString(Path.of("api.txt")));
    }

    @Test
    void theTextShowsWhatAuthorsUseAndNothingElse() throws Exception {
        String text = new ApiText(Path.of("target/classes")).write();

        assertThat(text)
                .contains("package io.atoll.kit @Export", "package io.atoll.kit.http @Export")
                .contains("interface io.atoll.kit.http.HttpFactory @ProviderType")
                .doesNotContain("io.atoll.kit.internal", "org.apache");
    }
}
