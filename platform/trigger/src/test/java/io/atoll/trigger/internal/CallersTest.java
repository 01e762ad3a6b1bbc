package io.atoll.trigger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallersTest {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    /** Of the body {@code {}}, signed with {@code s3cret} at midnight of 1 March 2026. */
    private static final String STAMP = "1772323200";

    private static final String SIGNATURE = "v1,Fg+hCYcqb99I5O8Tva9r6gc0b1CM4RXugHyFBaM8xDU=";

    private final FakeClock clock = new FakeClock();

    @Test
    void letsNobodyInWithoutTokenAndSecret() {
        var callers = new Callers("", "", clock);

        assertThat(callers.admits("Bearer ", STAMP, SIGNATURE, BODY)).isFalse();
        assertThat(callers.admits(null, null, null, BODY)).isFalse();
    }

    @Test
    void knowsTheToken() {
        var callers = new Callers("t0ken", "", clock);

        assertThat(callers.admits("Bearer t0ken", null, null, BODY)).isTrue();
        assertThat(callers.admits("Bearer t0ke", null, null, BODY)).isFalse();
        assertThat(callers.admits("Bearer t0ken", null, null, BODY)).isTrue();
    }

    @Test
    void takesASignatureOnceAndInTime() {
        var callers = new Callers("", "s3cret", clock);

        assertThat(callers.admits(null, STAMP, SIGNATURE, "{ }".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(callers.admits(null, "1772323201", SIGNATURE, BODY)).isFalse();
        assertThat(callers.admits(null, STAMP, SIGNATURE, BODY)).isTrue();
        assertThat(callers.admits(null, STAMP, SIGNATURE, BODY)).as("replayed").isFalse();

        clock.pass(Duration.ofMinutes(6));
        assertThat(new Callers("", "s3cret", clock).admits(null, STAMP, SIGNATURE, BODY))
                .as("too late")
                .isFalse();
    }
}
