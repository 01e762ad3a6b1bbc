package io.atoll.sync.internal;

import static io.atoll.sync.internal.Json.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.model.Resource;
import io.atoll.pipeline.RecordSync;
import io.atoll.pipeline.RecordSync.RecordChange;
import io.atoll.spi.sync.SyncResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of single records of which it is known whether they changed or are gone. */
class ChangesTest {

    private final World world = new World("issue", "project", "issue");
    private final RecordSync records = new InstanceRecords(world.stages());

    @AfterEach
    void everyComparisonIsClosed() {
        assertThat(world.reconciler.open()).isZero();
    }

    @Test
    void mapsARecordByItsResourceAlone() throws Exception {
        var session = records.open(FakeIntegrations.A);

        SyncResult result = session.write(List.of(changed(session.resources().get(2), "{'thing': 'one'}")));

        assertThat(session.resources()).extracting(Resource::label).containsExactly("issue-0", "project-1", "issue-2");
        assertThat(result).isEqualTo(new SyncResult(1, 0, 0, List.of()));
        assertThat(world.catalog.held()).containsExactly("one");
    }

    @Test
    void deletesWhatIsGoneAndWhatNoSelectorLetsPassIfItIsOurs() throws Exception {
        List.of("gone", "dropped", "gone and filtered").forEach(each -> world.catalog.hold(thing(each), true));
        world.catalog.hold(thing("theirs"), false);
        var session = records.open(FakeIntegrations.A);
        var issue = session.resources().getFirst();

        SyncResult result = session.write(List.of(
                gone(issue, "{'thing': 'gone'}"),
                gone(issue, "{'thing': 'theirs'}"),
                gone(issue, "{'thing': 'never there'}"),
                gone(issue, "{'thing': 'gone and filtered', 'wanted': 'none'}"),
                changed(issue, "{'thing': 'dropped', 'wanted': 'none'}")));

        assertThat(result.deleted()).isEqualTo(3);
        assertThat(result.failures()).isEmpty();
        assertThat(world.catalog.held()).containsExactly("theirs");
    }

    @Test
    void whatIsMadeIsNotDeletedWhateverElseSaysSo() throws Exception {
        world.catalog.hold(thing("moved"), true);
        var session = records.open(FakeIntegrations.A);
        var changes = new ArrayList<RecordChange>();
        changes.add(gone(session.resources().get(0), "{'thing': 'moved'}"));
        changes.add(changed(session.resources().get(0), "{'thing': 'moved', 'wanted': 'none'}"));
        changes.add(changed(session.resources().get(2), "{'thing': 'moved'}"));

        assertThat(session.write(changes).deleted()).isZero();
        assertThat(world.catalog.held()).containsExactly("moved");
    }

    private static RecordChange changed(Resource resource, String record) {
        return new RecordChange(resource, Json.of(record), false);
    }

    private static RecordChange gone(Resource resource, String record) {
        return new RecordChange(resource, Json.of(record), true);
    }
}
