package io.atoll.sync.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.SyncEngine;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The services of the pipeline that are used here. */
@Component(service = Stages.class)
public final class Stages {

    private final Integrations integrations;
    private final Catalog catalog;
    private final Mapper mapper;
    private final Reconciler reconciler;
    private final Ledger ledger;
    private final SyncEngine engine;

    /** Takes them all. */
    @Activate
    public Stages(
            @Reference Integrations integrations,
            @Reference Catalog catalog,
            @Reference Mapper mapper,
            @Reference Reconciler reconciler,
            @Reference Ledger ledger,
            @Reference SyncEngine engine) {
        this.integrations = integrations;
        this.catalog = catalog;
        this.mapper = mapper;
        this.reconciler = reconciler;
        this.ledger = ledger;
        this.engine = engine;
    }

    Integrations integrations() {
        return integrations;
    }

    Catalog catalog() {
        return catalog;
    }

    Mapper mapper() {
        return mapper;
    }

    Reconciler reconciler() {
        return reconciler;
    }

    Ledger ledger() {
        return ledger;
    }

    SyncEngine engine() {
        return engine;
    }
}
