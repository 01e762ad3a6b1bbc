package io.atoll.itest.fake.live;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventPath;
import io.atoll.spi.event.Route;
import io.atoll.spi.event.Signatures;
import io.atoll.spi.sync.CatalogSync;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Routes of the integration's own: one starts a resync, the others register and unregister what is posted. */
public final class Router {

    private Router() {}

    /** Guards a route with a token. */
    abstract static class Guarded implements Route, LiveEventGate {

        final CatalogSync catalog;
        private final Signatures.Check token;

        Guarded(CatalogSync catalog, HookConfig config) {
            this.catalog = catalog;
            this.token = Signatures.header("X-Token", config._secret());
        }

        @Override
        public Verdict judge(LiveEvent event) {
            return token.judge(event, Optional.empty());
        }
    }

    /** {@code POST /my-custom-resync}. */
    @Component(
            service = {Route.class, LiveEventGate.class},
            configurationPid = "io.atoll.live",
            configurationPolicy = ConfigurationPolicy.REQUIRE)
    @LiveEventPath(path = "/my-custom-resync")
    public static final class Resync extends Guarded {

        @Activate
        public Resync(@Reference CatalogSync catalog, HookConfig config) {
            super(catalog, config);
        }

        @Override
        public Answer answer(LiveEvent request) throws IntegrationException, InterruptedException {
            return Answer.json("{\"upserted\":" + catalog.syncRawAll().upserted() + "}");
        }
    }

    /** {@code POST /sync}. */
    @Component(
            service = {Route.class, LiveEventGate.class},
            configurationPid = "io.atoll.live",
            configurationPolicy = ConfigurationPolicy.REQUIRE)
    @LiveEventPath(path = "/sync")
    public static final class Register extends Guarded {

        @Activate
        public Register(@Reference CatalogSync catalog, HookConfig config) {
            super(catalog, config);
        }

        @Override
        public Answer answer(LiveEvent request) throws IntegrationException, InterruptedException {
            var result = catalog.registerRaw(new Kind("item"), request.json());
            return Answer.json("{\"upserted\":" + result.upserted() + "}");
        }
    }
}
