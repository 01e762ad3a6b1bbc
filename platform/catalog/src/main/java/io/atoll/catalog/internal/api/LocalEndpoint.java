package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.auth.Access;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.pipeline.Catalog;
import java.net.URI;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the pipeline where the catalog in the box is: at the framework property {@code atoll.http.address}. */
@Component(service = Catalog.Endpoint.class)
public final class LocalEndpoint implements Catalog.Endpoint {

    private final URI baseUrl;
    private final Access access;

    @Activate
    public LocalEndpoint(BundleContext context, @Reference Access access, @Reference CatalogStore open) {
        var address = context.getProperty("atoll.http.address");
        if (address == null) {
            throw new IllegalStateException(
                    "the framework property atoll.http.address, where HTTP is served, is not set");
        }
        this.baseUrl = URI.create(address);
        this.access = access;
    }

    @Override
    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public Optional<URI> pages() {
        return Optional.of(baseUrl.resolve("/catalog"));
    }

    @Override
    public String clientId() {
        return access.credentials().clientId();
    }

    @Override
    public String clientSecret() {
        return access.credentials().clientSecret();
    }
}
