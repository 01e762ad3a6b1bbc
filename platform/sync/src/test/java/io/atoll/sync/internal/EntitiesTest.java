package io.atoll.sync.internal;

import static io.atoll.sync.internal.Json.all;
import static io.atoll.sync.internal.Json.thing;
import static io.atoll.sync.internal.Json.things;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping.Options;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.sync.SyncResult;
import io.atoll.spi.sync.SyncResult.Failure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of entities that an integration gives in the catalog's shape. */
class EntitiesTest {

    private static final Options CASCADING = new Options(true, true, false, 0.9);

    private final World world = new World("thing");

    @AfterEach
    void everyComparisonIsClosed() {
        assertThat(world.reconciler.open()).isZero();
    }

    @Test
    void writesWhatIsNewOrChangedAndNothingElse() throws Exception {
        world.catalog.hold(thing("same"), true);
        world.catalog.hold("{'blueprint': 'thing', 'identifier': 'other', 'title': 'Old'}", true);

        SyncResult result = world.sync.register(all(thing("same"), thing("other"), thing("new")));

        assertThat(result).isEqualTo(new SyncResult(2, 1, 0, List.of()));
        assertThat(world.catalog.requests()).containsExactly("touch new, other, same", "upsert other, new");
    }

    @Test
    void notesWhatItTouchesBeforeItLooksAndWrites() throws Exception {
        world.sync.register(things(250));

        assertThat(world.catalog.requests().subList(0, 3))
                .containsExactly("touch 100 entities", "upsert 20 entities", "upsert 20 entities");
        assertThat(world.catalog.requests())
                .filteredOn(each -> each.startsWith("touch"))
                .hasSize(3);
        assertThat(world.catalog.requests())
                .filteredOn(each -> each.startsWith("upsert"))
                .hasSize(13);
    }

    @Test
    void writesNothingThatCannotBeNoted() {
        world.ledger.breakDown();

        assertThatThrownBy(() -> world.sync.register(things(1)))
                .isInstanceOf(Unavailable.class)
                .hasMessage("nothing was written: the disk is full");
        assertThat(world.catalog.held()).isEmpty();
    }

    @Test
    void readsNoFurtherThanItWrites() throws Exception {
        var aheads = new ArrayList<Integer>();
        Iterator<JsonNode> rest = things(300).iterator();
        Iterable<JsonNode> once = () -> new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public JsonNode next() {
                aheads.add(++read - world.catalog.held().size());
                return rest.next();
            }
        };

        world.sync.register(once);

        assertThat(world.catalog.held()).hasSize(300);
        assertThat(aheads).allMatch(ahead -> ahead <= 101);
    }

    @Test
    void writesAnEntityThatIsGivenTwiceInTheOrderInWhichItWasGiven() throws Exception {
        world.sync.register(all(
                "{'blueprint': 'thing', 'identifier': 'a', 'title': 'First'}",
                "{'blueprint': 'thing', 'identifier': 'a', 'title': 'Second'}"));

        assertThat(world.catalog.requests()).containsExactly("touch a", "upsert a", "touch a", "upsert a");
        assertThat(world.catalog.entity("thing", "a").title()).isEqualTo(Json.of("'Second'"));
    }

    @Test
    void writesAgainWhatNeededALaterOne() throws Exception {
        SyncResult result = world.sync.register(all(thing("c", "uses", "b"), thing("b", "uses", "a"), thing("a")));

        assertThat(result).isEqualTo(new SyncResult(3, 0, 0, List.of()));
        assertThat(world.catalog.held()).containsExactly("a", "b", "c");
    }

    @Test
    void tellsWhatTheCatalogRefusesWithTheItemThatWasGiven() throws Exception {
        world.catalog.refuse("thing", "bad", "title is too long");

        SyncResult result = world.sync.register(all(thing("good"), thing("bad"), "{'identifier': 'x'}", "7"));

        assertThat(result.upserted()).isEqualTo(1);
        assertThat(result.failures())
                .extracting(Failure::item)
                .containsExactlyElementsOf(all("{'identifier': 'x'}", "7", thing("bad")));
        assertThat(result.failures().getFirst().reason()).startsWith("an entity needs a blueprint, as a text");
        assertThat(result.failures().getLast().reason()).isEqualTo("title is too long");
    }

    @Test
    void keepsTheFirstThousandFailuresAndCountsTheOthers() throws Exception {
        things(1_010)
                .forEach(each ->
                        world.catalog.refuse("thing", each.path("identifier").asText(), "no"));

        SyncResult result = world.sync.register(things(1_010));

        assertThat(result.failures()).hasSize(1_001);
        assertThat(result.failures().getLast().reason()).isEqualTo("10 more failed");
    }

    @Test
    void deletesOnlyWhatThisInstallationOwns() throws Exception {
        world.catalog.hold(thing("ours"), true);
        world.catalog.hold(thing("theirs"), false);

        SyncResult result = world.sync.unregister(all(
                thing("ours"),
                thing("theirs"),
                thing("gone"),
                "{'blueprint': 'thing', 'identifier': {'combinator': 'and', 'rules': []}}"));

        assertThat(result).isEqualTo(new SyncResult(0, 0, 1, List.of()));
        assertThat(world.catalog.requests()).containsExactly("delete ours");
        assertThat(world.catalog.held()).containsExactly("theirs");
    }

    @Test
    void deletesDependentsBeforeWhatTheyRequire() throws Exception {
        world.catalog.hold(thing("parent"), true);
        world.catalog.hold(thing("child", "parent", "parent"), true);

        SyncResult result = world.sync.unregister(all(thing("parent"), thing("child")));

        assertThat(result.deleted()).isEqualTo(2);
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void tellsWhatTheCatalogDoesNotDelete() throws Exception {
        world.catalog.hold(thing("parent"), true);
        world.catalog.hold(thing("child", "parent", "parent"), true);

        SyncResult result = world.sync.unregister(all(thing("parent")));

        assertThat(result)
                .isEqualTo(new SyncResult(
                        0, 0, 0, List.of(new Failure(Json.of(thing("parent")), "thing/child requires it"))));
    }

    @Test
    void letsNothingOfAnotherInstallationBeDeletedAlong() throws Exception {
        world.mapper.use(CASCADING);
        world.catalog.hold(thing("root"), true);
        world.catalog.hold(thing("child", "parent", "root"), true);
        world.catalog.hold(thing("theirs", "parent", "child"), false);
        world.catalog.hold(thing("other"), true);
        world.catalog.hold(thing("leaf", "parent", "other"), true);

        SyncResult result = world.sync.unregister(all(thing("root"), thing("other")));

        assertThat(world.catalog.held()).containsExactly("child", "root", "theirs");
        assertThat(result.deleted()).isEqualTo(1);
        assertThat(result.failures())
                .containsExactly(new Failure(
                        Json.of(thing("root")),
                        "it was not deleted: thing/theirs, which belongs to another installation,"
                                + " would be deleted with it"));
    }

    @Test
    void appliesTheDifferenceOfTwoStates() throws Exception {
        for (String name : List.of("same", "changed", "gone", "elsewhere")) {
            world.catalog.hold(thing(name), true);
        }

        SyncResult result = world.sync.updateDiff(
                all(thing("same"), thing("changed"), thing("gone"), thing("gone")),
                all(thing("same"), "{'blueprint': 'thing', 'identifier': 'changed', 'title': 'New'}", thing("new")));

        assertThat(result).isEqualTo(new SyncResult(2, 1, 1, List.of()));
        assertThat(world.catalog.held()).containsExactly("changed", "elsewhere", "new", "same");
        assertThat(world.catalog.requests())
                .containsExactly("touch changed, new, same", "upsert changed, new", "delete gone");
    }

    @Test
    void keepsWhatTheLaterStateRelatesTo() throws Exception {
        world.catalog.hold(thing("target"), true);
        world.catalog.hold(thing("second"), true);
        world.catalog.hold(thing("elsewhere", "uses", "second"), true);

        SyncResult result =
                world.sync.updateDiff(all(thing("target"), thing("second")), all(thing("new", "uses", "target")));

        assertThat(world.catalog.held()).containsExactly("elsewhere", "new", "target");
        assertThat(result.failures())
                .containsExactly(new Failure(
                        Json.of(thing("target")), "it was not deleted: thing/new stays, and relates to it"));
    }

    @Test
    void keepsWhatWouldTakeTheLaterStateAlong() throws Exception {
        world.mapper.use(CASCADING);
        world.catalog.hold(thing("root"), true);
        world.catalog.hold(thing("child", "parent", "root"), true);
        world.catalog.hold(thing("leaf", "parent", "child"), true);

        SyncResult result = world.sync.updateDiff(all(thing("root")), all(thing("leaf", "parent", "child")));

        assertThat(result.deleted()).isZero();
        assertThat(world.catalog.held()).containsExactly("child", "leaf", "root");
    }

    @Test
    void deletesNothingOfADifferenceThatItDoesNotUnderstand() throws Exception {
        world.catalog.hold(thing("gone"), true);

        SyncResult result = world.sync.updateDiff(all(thing("gone")), all(thing("new"), "{'title': 'of whom?'}"));

        assertThat(world.catalog.held()).containsExactly("gone", "new");
        assertThat(result.failures().getFirst().reason())
                .endsWith("as it is not known which entity this makes, nothing is deleted");
    }

    @Test
    void deletesNothingOfABlueprintInWhichTheCatalogFindsEntitiesItself() throws Exception {
        world.catalog.hold(thing("perhaps"), true);
        world.catalog.hold("{'blueprint': 'place', 'identifier': 'gone'}", true);

        world.sync.updateDiff(
                all(thing("perhaps"), "{'blueprint': 'place', 'identifier': 'gone'}"),
                all("{'blueprint': 'thing', 'identifier': {'combinator': 'and', 'rules': []}}"));

        assertThat(world.catalog.held()).containsExactly("perhaps");
    }

    @Test
    void makesTheGivenEntitiesAllThatThisInstallationOwns() throws Exception {
        world.catalog.hold(thing("same"), true);
        world.catalog.hold(thing("gone"), true);
        world.catalog.hold(thing("theirs"), false);

        SyncResult result = world.sync.sync(all(thing("same"), thing("new")));

        assertThat(result).isEqualTo(new SyncResult(1, 1, 1, List.of()));
        assertThat(world.catalog.held()).containsExactly("new", "same", "theirs");
        assertThat(world.catalog.requests()).containsExactly("touch new, same", "upsert new", "delete gone");
    }

    @Test
    void deletesNothingBeyondTheThreshold() throws Exception {
        world.mapper.use(new Options(true, false, false, 0.5));
        List.of("a", "b", "c", "d").forEach(each -> world.catalog.hold(thing(each), true));

        SyncResult tooMany = world.sync.sync(all(thing("a")));
        SyncResult enough = world.sync.sync(all(thing("a"), thing("b")));

        assertThat(tooMany.deleted()).isZero();
        assertThat(tooMany.failures())
                .extracting(failure -> failure.item().path("identifier").asText())
                .containsExactly("b", "c", "d");
        assertThat(tooMany.failures().getFirst().reason())
                .isEqualTo("it was not deleted: 3 of 4 entities are not given any more, and the mapping's"
                        + " entityDeletionThreshold of 0.5 forbids to delete so many");
        assertThat(enough.deleted()).isEqualTo(2);
    }

    @Test
    void aThresholdOfZeroForbidsEveryDeletionAndOneAllowsAll() throws Exception {
        world.catalog.hold(thing("a"), true);
        world.mapper.use(new Options(true, false, false, 0));
        assertThat(world.sync.sync(List.of()).deleted()).isZero();

        world.mapper.use(new Options(true, false, false, 1));
        assertThat(world.sync.sync(List.of()).deleted()).isEqualTo(1);
    }

    @Test
    void neitherWritesNorDeletesAfterAListingThatBrokeOff() {
        world.catalog.hold(thing("a"), true);
        world.catalog.breakTheListing();

        assertThatThrownBy(() -> world.sync.sync(things(1)))
                .isInstanceOf(Unavailable.class)
                .hasMessage("the listing broke off after page 1");
        assertThat(world.catalog.requests()).isEmpty();
    }

    @Test
    void deletesNothingIfAnEntityOfAllIsNotUnderstood() throws Exception {
        world.catalog.hold(thing("a"), true);
        world.catalog.hold(thing("b"), true);

        assertThat(world.sync.sync(all(thing("a"), "{}")).deleted()).isZero();
    }

    @Test
    void makesItselfKnownToACatalogThatDoesNotKnowIt() throws Exception {
        world.catalog.forgetTheIntegration();

        world.sync.register(things(1));

        assertThat(world.catalog.requests()).containsExactly("install space~a", "touch n0", "upsert n0");
    }

    @Test
    void finishesAFirstInstallationThatBrokeOff() throws Exception {
        world.catalog.breakTheInstallationOff();

        world.sync.register(things(1));

        assertThat(world.catalog.requests()).containsExactly("install space~a", "touch n0", "upsert n0");
    }

    @Test
    void saysWhyItCannotWriteAtAll() {
        world.mapper.breakTheMapping("resources[0].kind: is missing");
        assertThatThrownBy(() -> world.sync.register(things(1)))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("the mapping of space~a is not valid:\nresources[0].kind: is missing");
        world.catalog.goAway();
        assertThatThrownBy(() -> world.sync.register(things(1)))
                .isInstanceOf(Unavailable.class)
                .hasMessage("the catalog does not answer");
        var gone = new InstanceSync(world.stages(), new IntegrationId("space", "b"));
        assertThatThrownBy(() -> gone.register(things(1)))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("integration space~b is no longer configured");
    }

    @Test
    void stopsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> world.sync.register(things(1))).isInstanceOf(InterruptedException.class);
        assertThat(world.catalog.held()).isEmpty();
    }
}
