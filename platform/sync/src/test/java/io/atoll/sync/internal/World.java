package io.atoll.sync.internal;

import io.atoll.spi.sync.CatalogSync;

/** A pipeline of fakes, and the service under test for {@code space~a}. */
final class World {

    final FakeCatalog catalog = new FakeCatalog();
    final FakeReconciler reconciler = new FakeReconciler();
    final FakeLedger ledger = new FakeLedger(catalog.requests());
    final FakeEngine engine = new FakeEngine();
    final FakeMapper mapper;
    final CatalogSync sync;

    /** Begins with an empty catalog and a mapping of some kinds. */
    World(String... kinds) {
        mapper = new FakeMapper(kinds);
        sync = new InstanceSync(stages(), FakeIntegrations.A);
    }

    Stages stages() {
        return new Stages(new FakeIntegrations(), catalog, mapper, reconciler, ledger, engine);
    }
}
