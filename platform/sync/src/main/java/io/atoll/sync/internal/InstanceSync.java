package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.sync.CatalogSync;
import io.atoll.spi.sync.SyncResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes on behalf of one instance. Each call finds the mapping and the catalog as they are then. */
final class InstanceSync implements CatalogSync {

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Stages stages;
    private final IntegrationId integration;

    InstanceSync(Stages stages, IntegrationId integration) {
        this.stages = stages;
        this.integration = integration;
    }

    @Override
    public IntegrationId integration() {
        return integration;
    }

    @Override
    public SyncResult syncRawAll() throws IntegrationException, InterruptedException {
        SyncEngine engine = stages.engine();
        RunId run;
        try {
            run = engine.start(integration, new Trigger.Manual("integration", 0));
        } catch (RunRefused refused) {
            throw new Unavailable(refused.getMessage(), refused);
        }
        RunReport report = ended(engine, run);
        if (report.status() != Status.COMPLETE) {
            throw new Unavailable("run " + run + " of " + integration + " was not complete but "
                    + report.status().name().toLowerCase(Locale.ROOT)
                    + (report.reason().isEmpty() ? "" : ": " + report.reason()));
        }
        return new SyncResult(
                report.kinds().stream().mapToLong(KindReport::upserted).sum(),
                report.kinds().stream().mapToLong(KindReport::unchanged).sum(),
                report.deletion().deleted(),
                List.of());
    }

    private static RunReport ended(SyncEngine engine, RunId run) throws InterruptedException, Unexpected {
        while (true) {
            RunReport report = engine.await(run, LOOK_EVERY)
                    .orElseThrow(() -> new Unexpected("run " + run + " is not known to the platform any more"));
            if (report.endedAt().isPresent() || report.status() != Status.RUNNING) {
                return report;
            }
        }
    }

    @Override
    public SyncResult updateRawDiff(Kind kind, Iterable<? extends JsonNode> before, Iterable<? extends JsonNode> after)
            throws IntegrationException, InterruptedException {
        Target target = target();
        RawKind raw = target.kind(kind);
        return new Writing(target).update(raw.of(before), raw.of(after));
    }

    @Override
    public SyncResult registerRaw(Kind kind, Iterable<? extends JsonNode> records)
            throws IntegrationException, InterruptedException {
        Target target = target();
        return new Writing(target).register(target.kind(kind).of(records));
    }

    @Override
    public SyncResult unregisterRaw(Kind kind, Iterable<? extends JsonNode> records)
            throws IntegrationException, InterruptedException {
        Target target = target();
        return new Writing(target).unregister(target.kind(kind).of(records));
    }

    @Override
    public SyncResult updateDiff(Iterable<? extends JsonNode> before, Iterable<? extends JsonNode> after)
            throws IntegrationException, InterruptedException {
        return new Writing(target()).update(Source.of(before), Source.of(after));
    }

    @Override
    public SyncResult register(Iterable<? extends JsonNode> entities)
            throws IntegrationException, InterruptedException {
        return new Writing(target()).register(Source.of(entities));
    }

    @Override
    public SyncResult unregister(Iterable<? extends JsonNode> entities)
            throws IntegrationException, InterruptedException {
        return new Writing(target()).unregister(Source.of(entities));
    }

    @Override
    public SyncResult sync(Iterable<? extends JsonNode> entities) throws IntegrationException, InterruptedException {
        return new Writing(target()).sync(Source.of(entities));
    }

    private Target target() throws IntegrationException, InterruptedException {
        return Target.of(stages, integration);
    }
}
