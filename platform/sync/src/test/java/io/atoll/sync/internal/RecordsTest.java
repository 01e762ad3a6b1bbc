package io.atoll.sync.internal;

import static io.atoll.sync.internal.Json.all;
import static io.atoll.sync.internal.Json.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.Kind;
import io.atoll.spi.sync.SyncResult;
import io.atoll.spi.sync.SyncResult.Failure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of records that an integration sends through the mapping of their kind. */
class RecordsTest {

    private static final Kind ISSUE = new Kind("issue");

    private final World world = new World("issue", "project", "issue");

    @AfterEach
    void everyComparisonIsClosed() {
        assertThat(world.reconciler.open()).isZero();
    }

    @Test
    void sendsRecordsThroughEveryResourceOfTheirKind() throws Exception {
        SyncResult result = world.sync.registerRaw(
                ISSUE,
                all(
                        "{'thing': 'both'}",
                        "{'thing': 'second', 'wanted': 'issue-2'}",
                        "{'thing': 'x', 'wanted': 'project-1'}"));

        assertThat(result).isEqualTo(new SyncResult(2, 1, 0, List.of()));
        assertThat(world.catalog.held()).containsExactly("both", "second");
    }

    @Test
    void writesAllThatARecordIsTakenApartInto() throws Exception {
        SyncResult result = world.sync.registerRaw(ISSUE, all("{'things': ['a', 'b', 'c'], 'wanted': 'issue-0'}"));

        assertThat(result.upserted()).isEqualTo(3);
    }

    @Test
    void deletesWhatNoSelectorLetsPassAnyMoreIfItIsOurs() throws Exception {
        List.of("dropped", "kept by another resource", "kept by another record")
                .forEach(each -> world.catalog.hold(thing(each), true));
        world.catalog.hold(thing("theirs"), false);

        SyncResult result = world.sync.registerRaw(
                ISSUE,
                all(
                        "{'thing': 'dropped', 'wanted': 'none'}",
                        "{'thing': 'theirs', 'wanted': 'none'}",
                        "{'thing': 'kept by another resource', 'wanted': 'issue-2'}",
                        "{'thing': 'kept by another record', 'wanted': 'none'}",
                        "{'thing': 'kept by another record'}"));

        assertThat(result.deleted()).isEqualTo(1);
        assertThat(world.catalog.held())
                .containsExactly("kept by another record", "kept by another resource", "theirs");
    }

    @Test
    void decidesAboutDeletionsWhenAllRecordsAreKnown() throws Exception {
        world.catalog.hold(thing("moved"), true);
        List<JsonNode> records = IntStream.range(0, 250)
                .mapToObj(number -> Json.of(
                        number == 0
                                ? "{'thing': 'moved', 'wanted': 'none'}"
                                : number == 249 ? "{'thing': 'moved'}" : "{'thing': 'r" + number + "'}"))
                .toList();

        SyncResult result = world.sync.registerRaw(ISSUE, records);

        assertThat(result.deleted()).isZero();
        assertThat(world.catalog.held()).contains("moved").hasSize(249);
    }

    @Test
    void neverDeletesWhatOnlyTheCatalogFinds() throws Exception {
        SyncResult result = world.sync.registerRaw(ISSUE, all("{'thing': {'rules': []}, 'wanted': 'none'}"));
        world.sync.unregisterRaw(ISSUE, all("{'thing': {'rules': []}}"));

        assertThat(result).isEqualTo(new SyncResult(0, 0, 0, List.of()));
        assertThat(world.catalog.requests()).isEmpty();
    }

    @Test
    void deletesNothingWhereARecordCouldNotBeMapped() throws Exception {
        world.catalog.hold(thing("dropped"), true);

        SyncResult result = world.sync.registerRaw(
                ISSUE, all("{'thing': 'dropped', 'wanted': 'none'}", "{'broken': 'no identifier'}", "'text'"));

        assertThat(world.catalog.held()).containsExactly("dropped");
        assertThat(result.failures().getFirst().item()).isEqualTo(Json.of("{'broken': 'no identifier'}"));
        assertThat(result.failures().getFirst().reason())
                .isEqualTo(
                        "issue-0, port.entity: no identifier; as it is not known which entity this makes, nothing is deleted");
        assertThat(result.failures().getLast().reason())
                .startsWith("issue-2: a record is a JSON object, but this is JSON STRING");
    }

    @Test
    void deletesTheEntitiesOfRecordsWhateverTheSelectorSays() throws Exception {
        List.of("a", "b", "c").forEach(each -> world.catalog.hold(thing(each), true));
        world.catalog.hold(thing("theirs"), false);

        SyncResult result = world.sync.unregisterRaw(
                ISSUE,
                all("{'thing': 'a'}", "{'thing': 'b', 'wanted': 'none'}", "{'thing': 'theirs'}", "{'broken': 'x'}"));

        assertThat(result.deleted()).isEqualTo(2);
        assertThat(result.failures())
                .extracting(Failure::reason)
                .containsExactly("issue-0, port.entity: x", "issue-2, port.entity: x");
        assertThat(world.catalog.held()).containsExactly("c", "theirs");
    }

    @Test
    void appliesTheDifferenceOfTwoStatesOfRecords() throws Exception {
        List.of("same", "gone", "dropped", "elsewhere").forEach(each -> world.catalog.hold(thing(each), true));

        SyncResult result = world.sync.updateRawDiff(
                ISSUE,
                all(
                        "{'thing': 'same'}",
                        "{'thing': 'gone'}",
                        "{'thing': 'dropped'}",
                        "{'thing': 'elsewhere', 'wanted': 'none'}"),
                all("{'thing': 'same'}", "{'thing': 'new'}", "{'thing': 'dropped', 'wanted': 'none'}"));

        assertThat(world.catalog.held()).containsExactly("elsewhere", "new", "same");
        assertThat(result.deleted()).isEqualTo(2);
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void anEmptyStateStandsForNothing() throws Exception {
        assertThat(world.sync
                        .updateRawDiff(ISSUE, List.of(), all("{'thing': 'a'}"))
                        .upserted())
                .isEqualTo(1);
        assertThat(world.sync
                        .updateRawDiff(ISSUE, all("{'thing': 'a'}"), List.of())
                        .deleted())
                .isEqualTo(1);
    }

    @Test
    void deletesNothingOfADifferenceWhoseLaterStateCouldNotBeMapped() throws Exception {
        world.catalog.hold(thing("a"), true);

        SyncResult result = world.sync.updateRawDiff(ISSUE, all("{'thing': 'a'}"), all("{'broken': 'x'}"));

        assertThat(result.deleted()).isZero();
        assertThat(world.catalog.held()).containsExactly("a");
    }

    @Test
    void namesTheKnownKindsWhereAKindIsUnknown() {
        assertThatThrownBy(() -> world.sync.unregisterRaw(new Kind("isue"), List.of()))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("no resource of the mapping of space~a has the kind 'isue'; known kinds: issue, project");
    }
}
