package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.spi.IntegrationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Notes what was touched among the requests to the catalog; of the rest nothing is used here. */
final class FakeLedger implements Ledger {

    private final List<String> requests;
    private boolean broken;

    FakeLedger(List<String> requests) {
        this.requests = requests;
    }

    void breakDown() {
        broken = true;
    }

    @Override
    public void touched(IntegrationId integration, Collection<Ref> refs) {
        if (broken) {
            throw new LedgerFailure("the disk is full", null);
        }
        requests.add("touch "
                + (refs.size() > 5
                        ? refs.size() + " entities"
                        : refs.stream().map(Ref::identifier).sorted().collect(Collectors.joining(", "))));
    }

    @Override
    public Journal begin(Opening opening) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Journal> resume(IntegrationId integration) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<IntegrationId, RunId> unfinished() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunReport> recent(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunReport> recent(IntegrationId integration, Set<Mode> modes, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunId> ids(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RunReport> report(RunId run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void failures(RunId run, Consumer<Failed> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Opening> opening(RunId run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Listing> listing(RunId run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<Ref> touchedSince(RunId run, Collection<Ref> refs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<JsonNode> certificate(RunId run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long decide(RunId run, boolean approved, String by) {
        throw new UnsupportedOperationException();
    }
}
