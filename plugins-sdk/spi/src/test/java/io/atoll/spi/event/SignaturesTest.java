package io.atoll.spi.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.event.LiveEventGate.Verdict;
import io.atoll.spi.event.Signatures.Algorithm;
import io.atoll.spi.event.Signatures.Check;
import io.atoll.spi.event.Signatures.Encoding;
import io.atoll.spi.event.Signatures.Timestamp;
import io.atoll.spi.example.IssueGate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signatures were made by another implementation of HMAC; the first is the example of GitHub's documentation. */
class SignaturesTest {

    private static final String SECRET = "It's a Secret to Everybody";
    private static final String BODY = "Hello, World!";
    private static final String SHA256 = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void letsInWhatIsSignedAsTheThirdPartyDocumentsIt() {
        assertThat(faultOf(Algorithm.HMAC_SHA256, Encoding.HEX, "sha256=", "sha256=" + SHA256))
                .isEmpty();
        assertThat(faultOf(Algorithm.HMAC_SHA256, Encoding.HEX, "", SHA256.toUpperCase(Locale.ROOT)))
                .isEmpty();
        assertThat(faultOf(Algorithm.HMAC_SHA1, Encoding.HEX, "", "01dc10d0c83e72ed246219cdd91669667fe2ca59"))
                .isEmpty();
        assertThat(faultOf(Algorithm.HMAC_SHA256, Encoding.BASE64, "", "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc="))
                .isEmpty();
    }

    @Test
    void letsNothingElseIn() {
        for (String given : new String[] {
            "",
            SHA256,
            "sha256=",
            "sha256=" + SHA256.substring(2),
            "sha256=" + SHA256 + "00",
            "sha256=xyz",
            "sha1=" + SHA256
        }) {
            assertThat(faultOf(Algorithm.HMAC_SHA256, Encoding.HEX, "sha256=", given))
                    .as(given)
                    .isPresent();
        }
        assertThat(Signatures.hmac(Algorithm.HMAC_SHA256, Encoding.HEX, "X-Signature", "", SECRET)
                        .fault(Posted.of(BODY)))
                .contains("the header X-Signature is missing");
        assertThat(Signatures.hmac(Algorithm.HMAC_SHA256, Encoding.HEX, "X-Signature", "", SECRET)
                        .fault(Posted.of(BODY + " ", "X-Signature", SHA256)))
                .isPresent();
    }

    @Test
    void oneOfSeveralSignaturesIsEnoughWhileASecretIsReplaced() {
        assertThat(faultOf(Algorithm.HMAC_SHA256, Encoding.HEX, "v1=", "v1=00, v1=" + SHA256))
                .isEmpty();

        Check both = Signatures.header("X-Token", "new").or(Signatures.header("X-Token", "old"));
        assertThat(both.fault(Posted.of(BODY, "X-Token", "old"))).isEmpty();
        assertThat(both.fault(Posted.of(BODY, "X-Token", "other"))).isPresent();
    }

    @Test
    void aMomentIsSignedWithTheBodyAndNotTooOld() {
        var check = Signatures.timestamped(
                Algorithm.HMAC_SHA256,
                Encoding.HEX,
                "X-Signature",
                "v0=",
                "8f742231b10e8888abcd99yyyzzz85a5",
                new Timestamp("X-Time", "v0:{timestamp}:", Duration.ofMinutes(5)));
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J";
        String signature = "v0=bca5eef5dd737ed259b428b18cd24f679baa18c3fc5f1cb2a6ac9f03e717969a";

        assertThat(check.fault(Posted.of(body, "X-Time", "1531420618", "X-Signature", signature)))
                .isEmpty();
        assertThat(check.fault(Posted.of(body, "X-Time", "1531420619", "X-Signature", signature)))
                .isPresent();
        assertThat(check.fault(Posted.of(body, "X-Time", "1531420000", "X-Signature", signature)))
                .contains("it was not signed within 300 s of its arrival");
        assertThat(check.fault(Posted.of(body, "X-Time", "soon", "X-Signature", signature)))
                .isPresent();
        assertThat(check.fault(Posted.of(body, "X-Time", "99999999999999999", "X-Signature", signature)))
                .isPresent();
        assertThat(check.fault(Posted.of(body, "X-Signature", signature))).isPresent();
    }

    @Test
    void aMomentMayStandBesideTheSignature() {
        var check = Signatures.timestamped(
                Algorithm.HMAC_SHA256,
                Encoding.HEX,
                "X-Signature",
                "v1=",
                "s",
                new Timestamp("X-Signature", "{timestamp}.", Duration.ofMinutes(5)));

        assertThat(check.fault(Posted.of(
                        "{}",
                        "X-Signature",
                        "t=1531420618,v1=d9083b67faa21eac1f8065de6e56311eb94ae5ecb9d75c7be85a08c6786b5cc4")))
                .isEmpty();
        assertThat(check.fault(Posted.of(
                        "{}",
                        "X-Signature",
                        "t=1531420617,v1=d9083b67faa21eac1f8065de6e56311eb94ae5ecb9d75c7be85a08c6786b5cc4")))
                .isPresent();
    }

    @Test
    void knowsHeadersAndBasic() {
        var header = Signatures.header("X-Gitlab-Token", "secret");
        assertThat(header.fault(Posted.of("", "x-gitlab-token", "secret"))).isEmpty();
        assertThat(header.fault(Posted.of("", "x-gitlab-token", "Secret"))).isPresent();
        assertThat(header.fault(Posted.of(""))).isPresent();

        var basic = Signatures.basic("Aladdin", "open sesame");
        assertThat(basic.fault(Posted.of("", "Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")))
                .isEmpty();
        assertThat(basic.fault(Posted.of("", "Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZA==")))
                .isPresent();
        assertThat(basic.fault(Posted.of("", "Authorization", "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==")))
                .isPresent();
        assertThat(basic.fault(Posted.of("", "Authorization", "Basic ###"))).isPresent();
    }

    @Test
    void noReasonNamesASecretAndAnEmptyOneIsRefused() {
        assertThat(faultOf(Algorithm.HMAC_SHA256, Encoding.HEX, "", "0011").orElseThrow())
                .doesNotContain(SECRET, "0011", SHA256);
        assertThatThrownBy(() -> Signatures.header("X-Token", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signatures.basic("user", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timestamp("X-Time", "v0:", Duration.ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theExampleIsAGate() {
        var gate = new IssueGate(SECRET);

        assertThat(gate.judge(Posted.of(BODY, "X-Hub-Signature-256", "sha256=" + SHA256, "X-GitHub-Delivery", "d1")))
                .isEqualTo(new Verdict.Accepted(Optional.of("d1")));
        assertThat(gate.judge(Posted.of("forged", "X-Hub-Signature-256", "sha256=" + SHA256)))
                .isInstanceOf(Verdict.Refused.class);
    }

    private static Optional<String> faultOf(Algorithm algorithm, Encoding encoding, String prefix, String given) {
        return Signatures.hmac(algorithm, encoding, "X-Signature", prefix, SECRET)
                .fault(Posted.of(BODY, "X-Signature", given));
    }
}
