package io.atoll.octopus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.tck.KindRequest;
import io.atoll.tck.Limit;
import io.atoll.tck.LocalClients;
import io.atoll.tck.RecordedSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often Octopus is asked for a thousand records, and a server that puts up with little. */
@Timeout(120)
class RequestsTest {

    private static final int SPACES = 8;

    private final OctopusServer server = new OctopusServer();
    private final LocalClients clients = LocalClients.patient();

    @BeforeEach
    void fillEightSpaces() {
        for (int number = 1; number <= SPACES; number++) {
            server.space("Spaces-" + number).documents("Spaces-" + number, "releases", "Releases", 1_000);
        }
    }

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    private RecordedSink read(String kind) throws Exception {
        var sink = new RecordedSink();
        new ResourceResync(new Octopus(server.address(), OctopusServer.KEY, clients))
                .resync(KindRequest.of(kind), sink);
        return sink;
    }

    @Test
    void asksTenTimesForAThousandRecordsOfASpace() throws Exception {
        assertThat(read("release").all()).hasSize(SPACES * 1_000);

        assertThat(server.asked()).hasSize(1 + SPACES * 10);
    }

    /** Of whatever instance: they share what a server and a key put up with. */
    @Test
    void neverAsksMoreAtOnceThanTheServerPutsUpWith() throws Exception {
        server.party.limit(Limit.concurrency(5));
        List<FutureTask<RecordedSink>> instances = new ArrayList<>();
        for (int instance = 0; instance < 3; instance++) {
            var reading = new FutureTask<>(() -> read("release"));
            instances.add(reading);
            Thread.ofVirtual().start(reading);
        }

        for (FutureTask<RecordedSink> reading : instances) {
            assertThat(reading.get().all()).hasSize(SPACES * 1_000);
            assertThat(reading.get().incomplete()).isEmpty();
        }
        assertThat(server.party.refused()).isZero();
    }
}
