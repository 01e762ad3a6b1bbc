package io.atoll.spi.example;

import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventPath;
import io.atoll.spi.event.Signatures;
import io.atoll.spi.event.Signatures.Algorithm;
import io.atoll.spi.event.Signatures.Encoding;

// @start region="gate"
@LiveEventPath(path = "/webhook")
public final class IssueGate implements LiveEventGate {

    private final Signatures.Check signature;

    public IssueGate(String secret) {
        this.signature = Signatures.hmac(Algorithm.HMAC_SHA256, Encoding.HEX, "X-Hub-Signature-256", "sha256=", secret);
    }

    @Override
    public Verdict judge(LiveEvent event) {
        return signature.judge(event, event.header("X-GitHub-Delivery"));
    }
}
// @end
