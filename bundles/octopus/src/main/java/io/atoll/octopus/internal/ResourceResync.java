package io.atoll.octopus.internal;

import io.atoll.kit.Fanout;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Reads every kind but spaces: the list of that name in each space, several spaces at once, each a partition. */
@Component(configurationPid = OctopusConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@ResyncKinds(kinds = ResyncKinds.ANY, except = "space")
public final class ResourceResync implements ResyncProvider {

    private static final int SPACES_AT_ONCE = 5;

    private final Octopus octopus;

    /** Reads those of a server. */
    @Activate
    public ResourceResync(@Reference Octopus octopus) {
        this.octopus = octopus;
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        var kind = new DocumentKind(request.kind().name());
        Paging paging = request.selector(ResourceSelector.class).paging(kind);
        Fanout.partitions(sink, octopus.spaces(), space -> space, SPACES_AT_ONCE, (space, part) -> {
            try {
                octopus.read(space, kind, paging, part);
            } catch (Unexpected e) {
                throw kind.known()
                        ? e
                        : new Unexpected(
                                e.getMessage() + ". The kind '" + kind.name() + "' stands for the list '" + kind.list()
                                        + "' of a space: check its spelling",
                                e);
            }
        });
    }

    /**
     * The selector of all kinds but spaces.
     *
     * @param max how many documents of each space are read at most, in the order of Octopus
     */
    record ResourceSelector(Optional<Integer> max) {

        /** Of deployments only these are read if nothing else is said: the newest. */
        private static final int DEPLOYMENTS = 150;

        ResourceSelector {
            if (max.isPresent() && max.get() < 1) {
                throw new IllegalArgumentException("max is at least 1, but was " + max.get());
            }
        }

        Paging paging(DocumentKind kind) {
            if (max.isPresent()) {
                return Octopus.PAGES.atMost(max.get());
            }
            return kind.equals(DocumentKind.DEPLOYMENT) ? Octopus.PAGES.atMost(DEPLOYMENTS) : Octopus.PAGES;
        }
    }
}
