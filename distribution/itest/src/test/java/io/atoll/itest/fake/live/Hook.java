package io.atoll.itest.fake.live;

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

/**
 * Takes signed events that carry a record, or say with {@code gone} that it is no more; those with a {@code key} may go side by side, those
 * that are {@code unusable} go nowhere.
 */
@Component(configurationPid = "io.atoll.live", configurationPolicy = ConfigurationPolicy.REQUIRE)
@LiveEventPath(path = "/hook")
public final class Hook implements LiveEventGate, LiveEventHandler {

    private static final Kind ITEM = new Kind("item");

    private final Signatures.Check signature;

    @Activate
    public Hook(HookConfig config) {
        this.signature =
                Signatures.hmac(Algorithm.HMAC_SHA256, Encoding.HEX, "X-Signature", "sha256=", config._secret());
    }

    @Override
    public Verdict judge(LiveEvent event) {
        return signature.judge(event, event.header("X-Delivery"));
    }

    @Override
    public Set<Kind> kinds(LiveEvent event) {
        return Set.of(ITEM);
    }

    @Override
    public String orderKey(LiveEvent event) {
        try {
            return event.json().path("key").asText();
        } catch (IntegrationException.Unexpected none) {
            return "";
        }
    }

    @Override
    public List<Change> handle(LiveEvent event, ResyncRequest request) throws IntegrationException {
        var record = event.json();
        if (record.path("unusable").asBoolean()) {
            throw new IntegrationException.Misconfigured("this event is unusable");
        }
        return record.path("gone").asBoolean()
                ? List.of(new Change.Gone(ITEM, record))
                : List.of(new Change.Changed(ITEM, record));
    }
}
