package io.atoll.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.Change.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private final Secrets secrets = Secrets.of(List.of("hunter2", "hunter2-and-more", "x"));

    @Test
    void takesOutTheSecretsOfTheConfigurationWhereverTheyStand() throws Exception {
        var record = new JsonMapper()
                .readTree("{\"note\":\"was hunter2-and-more\",\"list\":[{\"a\":\"hunter2!\"}],\"n\":1}");

        assertThat(secrets.mask(record))
                .hasToString("{\"note\":\"was [REDACTED]\",\"list\":[{\"a\":\"[REDACTED]!\"}],\"n\":1}");
    }

    @Test
    void takesOutWhatLooksLikeASecret() throws Exception {
        var record = new JsonMapper().readTree("{\"apiToken\":\"abc\",\"name\":\"x\"}");

        assertThat(secrets.mask(record)).hasToString("{\"apiToken\":\"[REDACTED]\",\"name\":\"x\"}");
    }

    @Test
    void takesThemOutOfDifferencesToo() {
        var before = JsonNodeFactory.instance.textNode("hunter2");
        var after = JsonNodeFactory.instance.textNode("shown");

        assertThat(secrets.mask(new Difference("title", before, after)).toString())
                .doesNotContain("hunter2")
                .contains("shown");
        assertThat(secrets.mask(new Difference("properties.apiToken", before, after))
                        .toString())
                .doesNotContain("hunter2", "shown");
    }

    @Test
    void doesNotTellThemItself() {
        assertThat(secrets.toString()).doesNotContain("hunter2");
        assertThat(secrets.mask(new Problem("host", "refused hunter2")).toString())
                .isEqualTo("host: refused [REDACTED]");
    }
}
