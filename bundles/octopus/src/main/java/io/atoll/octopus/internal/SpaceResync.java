package io.atoll.octopus.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Reads the spaces. */
@Component(configurationPid = OctopusConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@ResyncKinds(kinds = "space")
public final class SpaceResync implements ResyncProvider {

    private final Octopus octopus;

    /** Reads those of a server. */
    @Activate
    public SpaceResync(@Reference Octopus octopus) {
        this.octopus = octopus;
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        request.selector(SpaceSelector.class);
        octopus.readSpaces(sink);
    }

    /** The selector of spaces, which has no keys of its own. */
    record SpaceSelector() {}
}
