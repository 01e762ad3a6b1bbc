package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The way of one resource's records through the stages: one thread fetches, a few map and judge, a few apply, all at once and with a
 * bounded number of pages between them.
 */
final class Conduit {

    /** So many entities go to the catalog at once at most. */
    private static final int BATCH = 20;

    private final Fetcher fetcher;
    private final Reconciliation reconciliation;
    private final Installation installation;
    private final Mapping.Options options;
    private final String runId;
    private final EngineConfig config;

    Conduit(
            Fetcher fetcher,
            Reconciliation reconciliation,
            Installation installation,
            Mapping.Options options,
            String runId,
            EngineConfig config) {
        this.fetcher = fetcher;
        this.reconciliation = reconciliation;
        this.installation = installation;
        this.options = options;
        this.runId = runId;
        this.config = config;
    }

    /**
     * Sends all records of a resource through, and counts them.
     *
     * @return how the reading ended
     * @throws InterruptedException if the run was cancelled
     * @throws Exception if the catalog failed, or a stage has a defect
     */
    Fetched flow(RecordMapper recordMapper, Tally tally) throws Exception {
        var resource = tally.resource();
        var pages = new Conveyor<List<JsonNode>>(config.pagesAhead(), 1);
        var judged = new Conveyor<Judged>(2 * BATCH * config.applyWorkers(), config.mapWorkers());
        var fetched = new CompletableFuture<Fetched>();

        var crew = new Crew("atoll-run-" + runId + "-" + resource.label());
        crew.member(() -> {
            fetched.complete(fetcher.fetch(installation.integration(), resource, new Intake(pages, tally)));
            pages.leave();
        });
        for (int i = 0; i < config.mapWorkers(); i++) {
            crew.member(() -> {
                map(tally, recordMapper, pages, judged);
                judged.leave();
            });
        }
        for (int i = 0; i < config.applyWorkers(); i++) {
            crew.member(() -> apply(tally, judged));
        }
        crew.work();
        return fetched.join();
    }

    private void map(Tally tally, RecordMapper recordMapper, Conveyor<List<JsonNode>> pages, Conveyor<Judged> judged)
            throws InterruptedException {
        for (var taken = pages.take(1); !taken.isEmpty(); taken = pages.take(1)) {
            for (JsonNode record : taken.getFirst()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                for (Mapped mapped : recordMapper.map(record)) {
                    tally.fetched();
                    switch (mapped) {
                        case Mapped.Filtered filtered -> tally.filtered();
                        case Mapped.Broken broken ->
                            tally.failed("map", broken.item(), broken.part() + ": " + broken.reason());
                        case Mapped.Made made -> judge(tally, made.entity(), judged);
                    }
                }
            }
        }
    }

    private void judge(Tally tally, Entity entity, Conveyor<Judged> judged) throws InterruptedException {
        Verdict verdict = reconciliation.judge(entity);
        switch (verdict) {
            case UNCHANGED -> tally.unchanged();
            case NEW, CHANGED -> judged.put(new Judged(entity, verdict));
        }
    }

    private void apply(Tally tally, Conveyor<Judged> judged) throws Exception {
        for (var batch = judged.take(BATCH); !batch.isEmpty(); batch = judged.take(BATCH)) {
            var outcomes =
                    installation.upsert(batch.stream().map(Judged::entity).toList(), options, runId);
            for (int i = 0; i < batch.size(); i++) {
                Judged one = batch.get(i);
                switch (outcomes.get(i)) {
                    case Outcome.Refused refused -> tally.failed("apply", one.name(), refused.reason());
                    case Outcome.Done done -> {
                        switch (one.verdict()) {
                            case NEW -> tally.created();
                            case CHANGED, UNCHANGED -> tally.updated();
                        }
                    }
                }
            }
        }
    }

    /** An entity that has to be written, and why. */
    private record Judged(Entity entity, Verdict verdict) {

        String name() {
            return entity.blueprint() + "/"
                    + (entity.searched()
                            ? entity.identifier().toString()
                            : entity.identifier().asText());
        }
    }

    /** Takes what the fetch stage reads. */
    private record Intake(Conveyor<List<JsonNode>> pages, Tally tally) implements PageSink {

        @Override
        public void page(String partition, List<JsonNode> records) throws InterruptedException {
            if (!records.isEmpty()) {
                pages.put(records);
            }
        }

        @Override
        public void unreadable(String partition, JsonNode record, String reason) {
            tally.fetched();
            tally.failed("fetch", record, partition.isEmpty() ? reason : partition + ": " + reason);
        }
    }
}
