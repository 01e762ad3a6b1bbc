package io.atoll.browser.paged;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.io.IOException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Reads items page by page, says to the third party of which version it is, and to the platform where reading goes on after each page. */
@Integration(type = "paged", pid = "io.atoll.paged", title = "Paged")
@Component(configurationPid = "io.atoll.paged", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PagedConfig.class, factory = true)
@ResyncKinds(kinds = "item")
public final class PagedResync implements ResyncProvider {

    private final Items items;

    /** Reads from a third party. */
    @Activate
    public PagedResync(PagedConfig config, BundleContext context) {
        this.items = Items.of(config, context);
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        try {
            String after = sink.resumeAt().orElse("");
            for (JsonNode page = items.page(after); !page.isEmpty(); page = items.page(after)) {
                after = page.get(page.size() - 1).path("name").asText();
                sink.emit(page, after);
            }
        } catch (IOException unreadable) {
            throw new IntegrationException.Unavailable("the page cannot be read: " + unreadable, unreadable);
        }
    }
}
