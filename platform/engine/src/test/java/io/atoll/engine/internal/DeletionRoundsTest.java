package io.atoll.engine.internal;

import static io.atoll.engine.internal.World.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.pipeline.RunReport.Status;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletionRoundsTest {

    private final World world = new World();

    @AfterEach
    void stop() {
        world.engine.stop();
    }

    /** One cannot be without the other. */
    private void needs(Ref dependent, Ref on) {
        world.dependents.add(new Dependent(dependent, on, true, true));
    }

    private static Ref thing(String identifier) {
        return new Ref("thing", identifier);
    }

    @Test
    void deletesWhatNeedsAnotherFirst() throws Exception {
        world.deleteDependents = false;
        world.holding("thing", 0, 4);
        world.sources.put("thing", names("n0"));
        needs(thing("n2"), thing("n1"));
        needs(thing("n3"), thing("n2"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(world.held("thing")).containsExactly("n0");
    }

    @Test
    void deletesThoseTogetherThatNeedOneAnother() throws Exception {
        world.deleteDependents = false;
        world.holding("thing", 0, 6);
        world.sources.put("thing", names("n0"));
        needs(thing("n1"), thing("n2"));
        needs(thing("n2"), thing("n1"));
        needs(thing("n3"), thing("n1"));
        // what is in the way of one parts the others, unless they are asked for by themselves
        world.catalog.put(new Ref("other", "o"), World.thing("o"));
        world.dependents.add(new Dependent(new Ref("other", "o"), thing("n4"), false, true));
        world.ownedBlueprints = Set.of("thing");

        var report = world.run();

        assertThat(world.held("thing")).containsExactly("n0", "n4");
        assertThat(report.deletion().deleted()).isEqualTo(4);
        assertThat(report.deletion().withheld()).containsExactly("something cannot be without it");
    }

    @Test
    void saysWhyWhatNeedsOneAnotherCannotBeDeletedTogether() throws Exception {
        world.kinds = List.of("thing", "twin");
        world.deleteDependents = false;
        world.holding("thing", 0, 2).holding("twin", 0, 2);
        world.sources.put("thing", names("n0"));
        world.sources.put("twin", names("n0"));
        needs(thing("n1"), new Ref("twin", "n1"));
        needs(new Ref("twin", "n1"), thing("n1"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(world.held("thing")).containsExactly("n0", "n1");
        assertThat(world.held("twin")).containsExactly("n0", "n1");
        assertThat(report.deletion().withheld())
                .singleElement()
                .asString()
                .contains("2 entities of", "thing", "twin", "need one another", "deleteDependentEntities");
    }
}
