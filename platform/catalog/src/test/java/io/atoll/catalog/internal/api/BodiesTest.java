package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.catalog.internal.model.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BodiesTest {

    private Instant now = Instant.EPOCH;
    private final Bodies bodies = new Bodies(() -> now);

    @Test
    void readsWhatFits() throws IOException {
        assertThat(bodies.read(body("abc"), 3, 3))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("abc");
        assertThat(bodies.read(body(""), -1, 3)).isEmpty();
    }

    @Test
    void readsNothingLongerWhateverWasAnnounced() {
        assertThatThrownBy(() -> bodies.read(body("abcd"), 2, 3)).satisfies(e -> assertStatus(e, 413));
        assertThatThrownBy(() -> bodies.read(body(""), 4, 3)).satisfies(e -> assertStatus(e, 413));
    }

    @Test
    void takesABodyThatIsTooLongFromItsClientBeforeItRefuses() {
        for (var announced : new long[] {-1, 100_000}) {
            var tooLong = new ByteArrayInputStream(new byte[100_000]);
            assertThatThrownBy(() -> bodies.read(tooLong, announced, 3)).satisfies(e -> assertStatus(e, 413));
            assertThat(tooLong.available()).as("bytes left on the connection").isZero();
        }
        var endless = new ByteArrayInputStream(new byte[2 * Bodies.LINGER]);
        assertThatThrownBy(() -> bodies.read(endless, -1, 3)).satisfies(e -> assertStatus(e, 413));
        assertThat(endless.available()).as("bytes that are not worth taking").isPositive();
    }

    @Test
    void endsABodyThatDrips() {
        var dripping = new InputStream() {
            @Override
            public int read() {
                now = now.plus(Duration.ofSeconds(10));
                return ' ';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                into[from] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> bodies.read(dripping, -1, 1000)).satisfies(e -> assertStatus(e, 408));
        assertThatThrownBy(() -> bodies.skip(dripping)).satisfies(e -> assertStatus(e, 408));
    }

    @Test
    void givesAPlaceBackWhenABodyBreaksOff() throws IOException {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("cut");
            }
        };
        for (var i = 0; i < Bodies.AT_ONCE; i++) {
            assertThatThrownBy(() -> bodies.read(broken, -1, 3)).isInstanceOf(IOException.class);
        }

        assertThat(bodies.read(body("abc"), 3, 3)).hasSize(3);
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertStatus(Throwable thrown, int status) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(status));
    }
}
