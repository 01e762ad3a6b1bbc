package io.atoll.catalog.internal.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store in {@code <atoll.data>/catalog} and registers it.
 *
 * <p>The registration is by hand: a store that cannot be opened is said once, and nothing that needs it starts.
 */
@Component(
        service = {},
        immediate = true)
public final class StoreOpener {

    private static final Logger log = LoggerFactory.getLogger(StoreOpener.class);

    private final @Nullable CatalogStore store;
    private final @Nullable ServiceRegistration<CatalogStore> registration;

    @Activate
    public StoreOpener(BundleContext context) {
        store = open(DataFolder.of(context));
        registration = store == null ? null : context.registerService(CatalogStore.class, store, null);
        if (store == null && Alone.is(context)) {
            Alone.end(context);
        }
    }

    @Deactivate
    void close() {
        if (registration != null) {
            registration.unregister();
        }
        if (store != null) {
            store.close();
        }
    }

    private static @Nullable CatalogStore open(Path folder) {
        try {
            return SqliteStore.open(folder);
        } catch (UnusableStore e) {
            log.error("{} The catalog in the box stays closed.", e.getMessage());
            return null;
        }
    }
}
