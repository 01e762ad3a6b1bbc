package io.atoll.catalog.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.catalog.internal.model.Refusal;
import org.junit.jupiter.api.Test;

class RouterTest {

    private final Router<String> router = new Router.Builder<String>()
            .get("/v1/{a}/entities/{b}", "entity")
            .post("/v1/{a}/entities/{b}", "posted")
            .post("/v1/things/entities/special", "literal")
            .build();

    @Test
    void prefersLiteralsWhateverTheOrder() {
        assertThat(router.match("POST", "/v1/things/entities/special").handler())
                .isEqualTo("literal");
        assertThat(router.match("POST", "/v1/things/entities/other").handler()).isEqualTo("posted");
    }

    @Test
    void decodesASegmentAfterSplittingAndLeavesAPlusAlone() {
        var match = router.match("GET", "/v1/a%2Fb/entities/x+y%2Bz%25");

        assertThat(match.parameters()).containsEntry("a", "a/b").containsEntry("b", "x+y+z%");
    }

    @Test
    void tellsAWrongMethodFromAWrongPath() {
        assertThatThrownBy(() -> router.match("DELETE", "/v1/a/entities/b"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(405));
        assertThatThrownBy(() -> router.match("GET", "/v1/a"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(404));
        assertThatThrownBy(() -> router.match("GET", "/v1/%zz/entities/b"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400));
    }
}
