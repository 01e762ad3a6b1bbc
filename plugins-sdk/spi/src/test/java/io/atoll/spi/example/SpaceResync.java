package io.atoll.spi.example;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

// @start region="provider"
@ResyncKinds(kinds = "space")
public final class SpaceResync implements ResyncProvider {

    private final SpaceApi api;

    public SpaceResync(SpaceApi api) {
        this.api = api;
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        var selector = request.selector(SpaceSelector.class);
        for (String region : selector.regions()) {
            sink.partition(region, part -> {
                for (int page = 0; ; page++) {
                    List<JsonNode> spaces = api.spaces(region, page);
                    if (spaces.isEmpty()) {
                        return; // this API documents the empty page as the end
                    }
                    part.emit(spaces);
                }
            });
        }
    }
    // @end

    // @start region="selector"
    record SpaceSelector(@Nullable List<String> regions) {
        SpaceSelector {
            regions = regions == null || regions.isEmpty() ? List.of("eu") : regions;
        }
    }
    // @end

    /** The third party of the example. */
    @FunctionalInterface
    public interface SpaceApi {
        List<JsonNode> spaces(String region, int page) throws IntegrationException, InterruptedException;
    }
}
