package io.atoll.browser.paged;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventHandler;
import io.atoll.spi.event.LiveEventPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Takes what anybody posts for the name of a changed item, which it reads; of one that is not there nothing can be made. */
@Component(configurationPid = "io.atoll.paged", configurationPolicy = ConfigurationPolicy.REQUIRE)
@LiveEventPath(path = "/hook")
public final class PagedHook implements LiveEventGate, LiveEventHandler {

    private static final Kind ITEM = new Kind("item");

    private final Items items;

    /** Looks items up at a third party. */
    @Activate
    public PagedHook(PagedConfig config, BundleContext context) {
        this.items = Items.of(config, context);
    }

    @Override
    public Verdict judge(LiveEvent event) {
        return new Verdict.Accepted(Optional.empty());
    }

    @Override
    public Set<Kind> kinds(LiveEvent event) {
        return Set.of(ITEM);
    }

    @Override
    public List<Change> handle(LiveEvent event, ResyncRequest request)
            throws IntegrationException, InterruptedException {
        String name = event.json().path("name").asText();
        try {
            for (JsonNode item : items.page(name.substring(0, name.length() - 1))) {
                if (item.path("name").asText().equals(name)) {
                    return List.of(new Change.Changed(ITEM, item));
                }
            }
        } catch (IOException unreadable) {
            throw new IntegrationException.Unavailable("the page cannot be read: " + unreadable, unreadable);
        }
        throw new IntegrationException.Misconfigured("there is no " + name);
    }
}
