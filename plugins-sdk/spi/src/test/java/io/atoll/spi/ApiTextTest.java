package io.atoll.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.test.api.ApiText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiTextTest {

    /**
     * A change of the contract is a change of {@code api.txt}, to be reviewed with its package versions. The text that is now true stands
     * in {@code target/api.txt} after the test.
     */
    @Test
    void theContractIsTheOneThatWasReviewed() throws Exception {
        String now = new ApiText(Path.of("target/classes")).write();
        Files.writeString(Path.of("target/api.txt"), now);

        assertThat(now).isEqualTo(Files.readString(Path.of("api.txt")));
    }

    @Test
    void theTextShowsWhatABaselineOverlooks() throws Exception {
        String text = new ApiText(Path.of("target/classes")).write();

        assertThat(text)
                .contains("package io.atoll.spi @Export @NullMarked @Version[1.0.0]")
                .contains("throws InterruptedException, io.atoll.spi.IntegrationException")
                .contains("interface io.atoll.spi.ResyncProvider @ConsumerType")
                .contains("interface io.atoll.spi.RecordSink @ProviderType")
                .contains("@Nullable")
                .contains("except() default []");
    }
}
