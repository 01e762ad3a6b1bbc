package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.pipeline.Reconciler.Judgement;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Records.Recorder;
import io.atoll.pipeline.Tracer;
import io.atoll.pipeline.Tracer.Step;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The way of one resource's records through the stages, all of which work at once with a bounded number of pages between them.
 *
 * <p>One thread fetches; several map; one judges, in the order in which the pages came; several write; one notes in the ledger what is
 * dealt with.
 */
final class Conduit {

    private final IntegrationId integration;
    private final Fetcher fetcher;
    private final Reconciliation reconciliation;
    private final Writer writer;
    private final Journal journal;
    private final EngineConfig config;
    private final Memory memory;
    private final Pace.Lane pace;
    private final int mappers;

    /** The blueprints of which an entity came that only the catalog can find. */
    private final Set<String> searched = ConcurrentHashMap.newKeySet();

    Conduit(
            IntegrationId integration,
            Fetcher fetcher,
            Reconciliation reconciliation,
            Writer writer,
            Journal journal,
            EngineConfig config,
            Memory memory,
            Pace.Lane pace) {
        this.integration = integration;
        this.fetcher = fetcher;
        this.reconciliation = reconciliation;
        this.writer = writer;
        this.journal = journal;
        this.config = config;
        this.memory = memory;
        this.pace = pace;
        this.mappers = config.mapWorkers() > 0
                ? config.mapWorkers()
                : Runtime.getRuntime().availableProcessors();
    }

    /**
     * Sends all records of a resource through, and counts them.
     *
     * @param recorder is given all pages
     * @param examples is given the first page
     * @param kind the resource, as traces know it
     * @return how the reading ended
     * @throws InterruptedException if the run was cancelled
     * @throws Exception if the catalog or the ledger failed, or a stage has a defect
     */
    Fetched flow(
            RecordMapper mapper,
            Tally tally,
            Progress progress,
            Recorder recorder,
            Consumer<List<JsonNode>> examples,
            Step kind)
            throws Exception {
        var resource = tally.resource();
        int ahead = config.pagesAhead() + mappers;
        var arrived = new Conveyor<Passage>(ahead, 1);
        var unmapped = new Conveyor<Unmapped>(ahead, 1);
        var writes = new Conveyor<List<Write>>(2 * config.applyWorkers(), 1);
        var fetched = new CompletableFuture<Fetched>();

        try (var share = new Share(memory, config.memoryMebibytes(), arrived::hurry, arrived::calm)) {
            var committer = new Committer(journal, resource.label(), share);
            var crew = new Crew("atoll-run-" + journal.opening().run() + "-" + resource.label());
            var intake = new Intake(
                    resource.label(),
                    arrived,
                    unmapped,
                    committer,
                    share,
                    pace,
                    tally,
                    recorder,
                    examples,
                    new PageSteps(kind));
            crew.member(() -> {
                try (var within = Tracer.enter(intake.reading(""))) {
                    fetched.complete(fetcher.fetch(integration, resource, recorder.watch(progress), intake));
                }
                if (!fetched.join().left()) {
                    intake.end();
                }
                arrived.leave();
                unmapped.leave();
                committer.close();
            });
            for (int i = 0; i < mappers; i++) {
                crew.member(() -> map(mapper, unmapped, recorder));
            }
            crew.member(() -> {
                judge(tally, arrived, writes);
                writes.leave();
            });
            for (int i = 0; i < config.applyWorkers(); i++) {
                crew.member(() -> apply(tally, writes, kind));
            }
            crew.member(committer::work);
            crew.work();
        }
        return fetched.join();
    }

    /** A page and its records, and its number in the recording. */
    record Unmapped(Passage page, List<JsonNode> records, int number) {}

    private void map(RecordMapper mapper, Conveyor<Unmapped> unmapped, Recorder recorder) throws InterruptedException {
        for (var taken = unmapped.take(1); !taken.isEmpty(); taken = unmapped.take(1)) {
            var steps = new ArrayList<Passage.Step>();
            var made = new ArrayList<Ref>();
            for (JsonNode record : taken.getFirst().records()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                for (Mapped mapped : mapper.map(record)) {
                    steps.add(
                            switch (mapped) {
                                case Mapped.Filtered filtered -> new Passage.Step.Filtered();
                                case Mapped.Broken broken ->
                                    new Passage.Step.Broken(broken.item(), broken.part() + ": " + broken.reason());
                                case Mapped.Made one -> {
                                    if (!one.entity().searched()) {
                                        made.add(one.entity().ref());
                                    }
                                    yield new Passage.Step.Made(reconciliation.examine(one.entity()));
                                }
                            });
                }
            }
            recorder.made(taken.getFirst().number(), taken.getFirst().records().size(), made);
            taken.getFirst().page().mapped(steps);
            FailPoint.PAGE_MAPPED.pass();
        }
    }

    private void judge(Tally tally, Conveyor<Passage> arrived, Conveyor<List<Write>> writes)
            throws InterruptedException, Fenced {
        var bulks = new Bulks(writes);
        var linger = Duration.ofMillis(config.lingerMillis());
        while (true) {
            Passage page = arrived.poll(linger);
            if (page == null) {
                bulks.flush();
                var next = arrived.take(1);
                if (next.isEmpty()) {
                    return;
                }
                page = next.getFirst();
            }
            for (Passage.Step step : page.awaitMapped()) {
                tally.fetched();
                page.fetched();
                switch (step) {
                    case Passage.Step.Filtered filtered -> {
                        tally.filtered();
                        page.filtered();
                    }
                    case Passage.Step.Broken broken -> {
                        tally.failed("map", broken.item(), broken.reason());
                        page.failed("map", broken.item(), broken.reason());
                    }
                    case Passage.Step.Made made -> judge(tally, page, made, bulks);
                }
            }
            page.judged();
        }
    }

    private void judge(Tally tally, Passage page, Passage.Step.Made made, Bulks bulks)
            throws InterruptedException, Fenced {
        Entity entity = made.entity().entity();
        Judgement judged = reconciliation.judge(made.entity(), tally.resource().index());
        if (entity.searched()) {
            if (searched.add(entity.blueprint())) {
                journal.searched(entity.blueprint());
            }
        } else {
            page.produced(entity.ref(), made.entity().content(), judged.conflicts());
        }
        if (!judged.conflicts().isEmpty()) {
            tally.conflict(name(entity), judged.conflicts());
        }
        switch (judged.verdict()) {
            case UNCHANGED -> {
                tally.unchanged();
                page.unchanged();
            }
            case NEW, CHANGED, SEARCHED -> {
                page.writing();
                bulks.add(new Write(page, judged));
            }
        }
    }

    private void apply(Tally tally, Conveyor<List<Write>> writes, Step kind) throws Exception {
        for (var taken = writes.take(1); !taken.isEmpty(); taken = writes.take(1)) {
            var bulk = taken.getFirst();
            var outcomes = written(tally.resource().label(), bulk, kind);
            for (int i = 0; i < bulk.size(); i++) {
                account(tally, bulk.get(i), outcomes.get(i));
            }
        }
    }

    private List<Outcome> written(String label, List<Write> bulk, Step kind) throws Exception {
        try (Step step = kind.begin("bulk", Map.of("entities", String.valueOf(bulk.size())));
                var within = Tracer.enter(step)) {
            return writer.write(label, bulk.stream().map(Write::judged).toList());
        }
    }

    private static void account(Tally tally, Write write, Outcome outcome) {
        switch (outcome) {
            case Outcome.Refused refused -> {
                tally.failed("apply", write.judged().entity().json(), refused.reason());
                write.page().refused(write.judged().entity(), refused.reason());
            }
            case Outcome.Done done -> {
                switch (write.judged().verdict()) {
                    case NEW -> {
                        tally.created();
                        write.page().created();
                    }
                    case CHANGED, UNCHANGED, SEARCHED -> {
                        tally.updated();
                        write.page().updated();
                    }
                }
            }
        }
    }

    private static String name(Entity entity) {
        return entity.searched() ? entity.blueprint() : entity.ref().toString();
    }
}
