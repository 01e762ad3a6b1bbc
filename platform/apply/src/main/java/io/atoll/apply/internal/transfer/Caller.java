package io.atoll.apply.internal.transfer;

import io.atoll.apply.internal.client.Agent;
import io.atoll.apply.internal.client.Limits;
import io.atoll.apply.internal.client.PortClient;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.Target;
import io.atoll.apply.internal.client.WallTime;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Calls a catalog as who moves it. */
final class Caller {

    /** The User-Agent of all that is not done in the name of an owner. */
    static final String USER_AGENT = "atoll-catalog-transfer/1";

    private static final Agent AGENT = Agent.of(new IntegrationId("atoll", "transfer"), "");

    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(10), 4, 0, 11, 200, 200);

    private Caller() {}

    /** What is done by calls to one catalog; gives an exit status. */
    @FunctionalInterface
    interface Work {
        int run(Session session) throws Unusable, MalformedFile, CatalogException, IOException, InterruptedException;
    }

    /**
     * Does it.
     *
     * @throws Unusable also if the catalog refuses the credentials
     */
    static int call(Target target, Work work)
            throws Unusable, MalformedFile, CatalogException, IOException, InterruptedException {
        try (WallTime time = new WallTime();
                PortClient client = new PortClient(
                        () -> target,
                        LIMITS,
                        time,
                        () -> ThreadLocalRandom.current().nextDouble())) {
            try {
                return work.run(client.session(AGENT).stamped(USER_AGENT));
            } catch (CatalogException e) {
                if (client.refused()) {
                    throw new Unusable(
                            "the catalog at " + target
                                    + " refuses the credentials; check PORT_CLIENT_ID and PORT_CLIENT_SECRET, or the file after --credentials");
                }
                throw e;
            }
        }
    }
}
