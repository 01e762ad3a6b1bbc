package io.atoll.engine.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Tracer;
import java.time.Clock;

/** What a run orders: the services of the stages, its memory, and the time. */
record Stages(
        Integrations integrations,
        Fetcher fetcher,
        Mapper mapper,
        Reconciler reconciler,
        Catalog catalog,
        Ledger ledger,
        Records records,
        MappingTests tests,
        Tracer tracer,
        Clock clock) {

    /** Stages without traces. */
    Stages(
            Integrations integrations,
            Fetcher fetcher,
            Mapper mapper,
            Reconciler reconciler,
            Catalog catalog,
            Ledger ledger,
            Records records,
            MappingTests tests,
            Clock clock) {
        this(integrations, fetcher, mapper, reconciler, catalog, ledger, records, tests, Tracer.NONE, clock);
    }

    /** Stages without records, tests and traces. */
    Stages(
            Integrations integrations,
            Fetcher fetcher,
            Mapper mapper,
            Reconciler reconciler,
            Catalog catalog,
            Ledger ledger,
            Clock clock) {
        this(integrations, fetcher, mapper, reconciler, catalog, ledger, Records.NONE, MappingTests.NONE, clock);
    }

    /** The same, reading what was kept instead of the third party, and keeping nothing. */
    Stages replaying() {
        return new Stages(
                integrations,
                new Playback(fetcher, records),
                mapper,
                reconciler,
                catalog,
                ledger,
                Records.NONE,
                tests,
                tracer,
                clock);
    }
}
