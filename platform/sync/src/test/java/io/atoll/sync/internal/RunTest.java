package io.atoll.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.sync.SyncResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole run that an integration asks for. */
class RunTest {

    private final World world = new World("thing");

    @Test
    void waitsForTheRunAndTellsWhatItDid() throws Exception {
        assertThat(world.sync.syncRawAll()).isEqualTo(new SyncResult(33, 33, 4, List.of()));
        assertThat(world.sync.integration()).isEqualTo(FakeIntegrations.A);
    }

    @Test
    void throwsWhereTheRunWasNotComplete() {
        world.engine.end(Status.HELD, "7 deletions wait for approval");

        assertThatThrownBy(world.sync::syncRawAll)
                .isInstanceOf(Unavailable.class)
                .hasMessage("run 7 of space~a was not complete but held: 7 deletions wait for approval");
    }

    @Test
    void throwsWhereNoRunCanBegin() {
        world.engine.refuse("space~a is faulty: see atoll:integrations");

        assertThatThrownBy(world.sync::syncRawAll)
                .isInstanceOf(Unavailable.class)
                .hasMessage("space~a is faulty: see atoll:integrations");
    }
}
