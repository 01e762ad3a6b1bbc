package io.atoll.engine.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Reconciler;
import java.time.Clock;

/** What a run orders: the services of the stages, its memory, and the time. */
record Stages(
        Integrations integrations,
        Fetcher fetcher,
        Mapper mapper,
        Reconciler reconciler,
        Catalog catalog,
        Ledger ledger,
        Clock clock) {}
