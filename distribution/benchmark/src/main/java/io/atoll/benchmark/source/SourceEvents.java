package io.atoll.benchmark.source;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventHandler;
import io.atoll.spi.event.LiveEventPath;
import io.atoll.spi.event.Signatures;
import io.atoll.spi.event.Signatures.Algorithm;
import io.atoll.spi.event.Signatures.Encoding;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Takes signed events that carry a record; those of different records go side by side. */
@Component(configurationPid = "io.atoll.bench", configurationPolicy = ConfigurationPolicy.REQUIRE)
@LiveEventPath(path = "/hook")
public final class SourceEvents implements LiveEventGate, LiveEventHandler {

    /** What deliveries are signed with. */
    public static final String SECRET = "benchmark";

    private static final Kind RECORD = new Kind("record");

    private final Signatures.Check signature =
            Signatures.hmac(Algorithm.HMAC_SHA256, Encoding.HEX, "X-Signature", "sha256=", SECRET);

    /** Knows the secret. */
    @Activate
    public SourceEvents() {}

    @Override
    public Verdict judge(LiveEvent event) {
        return signature.judge(event, event.header("X-Delivery"));
    }

    @Override
    public Set<Kind> kinds(LiveEvent event) {
        return Set.of(RECORD);
    }

    @Override
    public String orderKey(LiveEvent event) {
        try {
            return event.json().path("identifier").asText();
        } catch (IntegrationException.Unexpected none) {
            return "";
        }
    }

    @Override
    public List<Change> handle(LiveEvent event, ResyncRequest request) throws IntegrationException {
        return List.of(new Change.Changed(RECORD, event.json()));
    }
}
