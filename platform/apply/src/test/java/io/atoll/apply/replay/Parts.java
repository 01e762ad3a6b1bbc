package io.atoll.apply.replay;

import io.atoll.apply.internal.PortCatalog;
import io.atoll.apply.internal.client.ApplyConfig;
import io.atoll.diff.internal.DiskReconciler;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** Parts of a platform, put together without a container. */
final class Parts {

    private Parts() {}

    /** The client of a catalog. */
    static PortCatalog catalog(URI url, Path data) {
        Map<String, Object> set = Map.of("baseUrl", url.toString(), "clientId", "cid", "_clientSecret", "csecret");
        var config = (ApplyConfig) Proxy.newProxyInstance(
                ApplyConfig.class.getClassLoader(),
                new Class<?>[] {ApplyConfig.class},
                (proxy, method, arguments) -> set.getOrDefault(method.getName(), method.getDefaultValue()));
        return new PortCatalog(config, data);
    }

    /** The comparison, in the data folder. */
    static DiskReconciler reconciler(Path data) {
        return new DiskReconciler((BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> data.toString()));
    }

    /**
     * The only integration that is configured.
     *
     * @param only what is configured
     * @param what it brings along
     */
    record One(Integration only, Defaults what) implements Integrations {

        @Override
        public List<Integration> all() {
            return List.of(only);
        }

        @Override
        public Optional<Integration> find(IntegrationId id) {
            return Optional.of(only);
        }

        @Override
        public Optional<Defaults> defaults(IntegrationId id) {
            return Optional.of(what);
        }
    }
}
