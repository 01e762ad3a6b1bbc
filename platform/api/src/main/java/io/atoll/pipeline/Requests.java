package io.atoll.pipeline;

import io.atoll.model.Resource;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncRequest;
import org.osgi.annotation.versioning.ProviderType;

/** Makes what integrations are asked for a resource outside of any run. */
@ProviderType
public interface Requests {

    /** The request for a resource: its kind, its selector, and no moment since which changes are wanted. */
    ResyncRequest request(IntegrationId integration, Resource resource);
}
