package io.atoll.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ada:hunter2hunter2@example.com/x",
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "xoxb-123456789012-abcdefghij",
                "api_key = 0123456789abcdef0123456789abcdef",
                "-----BEGIN RSA PRIVATE KEY----- MIIE",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl"
            })
    void takesOutWhatHasTheShapeOfASecret(String secret) throws Exception {
        var masked = Masking.of(json("{'note':['before " + secret + "']}"));

        assertThat(masked.toString()).contains("before [REDACTED]").doesNotContain(secret.substring(10));
    }

    @Test
    void takesOutATokenThatFollowsAName() {
        assertThat(Masking.of("session-eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl"))
                .isEqualTo("session-[REDACTED]");
    }

    @Test
    void takesOutTextsUnderKeysThatNameSecrets() throws Exception {
        assertThat(Masking.of(json("{'password':'x','apiKey':'y','a':{'clientSecret':'z','tokens':3}}")))
                .isEqualTo(
                        json(
                                "{'password':'[REDACTED]','apiKey':'[REDACTED]','a':{'clientSecret':'[REDACTED]','tokens':3}}"));
    }

    /** Hours, if the time grew with the square of the length. */
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @ValueSource(strings = {"a", "eyJ", "-eyJ", "a://b:", "api_key=", "ghp_", "-----BEGIN "})
    void readsALongTextOnceWhateverStandsInIt(String part) {
        String text = part.repeat(300_000 / part.length());

        assertThat(Masking.of(text)).isEqualTo(text);
    }

    @Test
    void leavesTheRestAsItIs() throws Exception {
        var record = json("{'key':'PROJ-1','n':1.50,'none':null,'url':'https://example.com/a?b=c','list':[true]}");

        assertThat(Masking.of(record)).isEqualTo(record);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                .build()
                .readTree(text);
    }
}
