package io.atoll.admin.internal.runs;

import static io.atoll.operation.Operation.get;

import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How far a run is; cheap enough to be asked for all the time. */
@Component
public final class ProgressOperations implements OperationGroup {

    private static final int BACK = 30;
    private static final int KNOWN = 100;

    private final SyncEngine engine;
    private final InstantSource clock;
    private final Map<RunId, Optional<RunReport>> before = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Optional<RunReport>> eldest) {
            return size() > KNOWN;
        }
    };

    /** About the runs of this engine. */
    @Activate
    public ProgressOperations(@Reference SyncEngine engine) {
        this(engine, InstantSource.system());
    }

    ProgressOperations(SyncEngine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("progress", "/runs/{run}/progress")
                .role(Role.VIEWER)
                .summary("Shows how far a run is, how fast, and how long it will take")
                .takes(One.class)
                .answers(ProgressView.class)
                .by((caller, one) -> progress(one.run())));
    }

    private ProgressView progress(String written) throws Refused {
        RunReport run = new KnownRuns(engine).find(written);
        return ProgressView.of(run, before(run), clock.instant());
    }

    /** The latest complete run to compare with, which stays the same while a run goes on. */
    private Optional<RunReport> before(RunReport run) {
        synchronized (before) {
            Optional<RunReport> known = before.get(run.id());
            if (known != null) {
                return known;
            }
        }
        Optional<RunReport> found = engine.recent(run.integration(), Set.of(run.mode()), BACK).stream()
                .filter(each -> each.status() == Status.COMPLETE && !each.id().equals(run.id()))
                .findFirst();
        synchronized (before) {
            before.put(run.id(), found);
        }
        return found;
    }

    record One(@Help(KnownRuns.HELP) String run) {}
}
