package io.atoll.tck;

import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.Server;
import io.atoll.kit.internal.Budgets;
import io.atoll.kit.internal.OpenedClients;
import io.atoll.kit.internal.Time;
import java.time.Duration;
import java.time.Instant;

/** Opens the kit's own clients for servers of this machine, without a container. Safe for use by several threads. */
public final class LocalClients implements HttpFactory, AutoCloseable {

    private final OpenedClients opened;
    private final Clock clock;

    private LocalClients(Clock clock, Time time) {
        this.clock = clock;
        this.opened = OpenedClients.local(new Budgets(time));
    }

    /** Clients by whose clock everybody who waits has waited already. */
    public static LocalClients hasty() {
        var clock = new Clock();
        return new LocalClients(clock, clock);
    }

    /** Clients that wait as long as they have to. */
    public static LocalClients patient() {
        return new LocalClients(new Clock(), Time.SYSTEM);
    }

    /** What time it is for hasty clients, for a third party that goes by the same clock. */
    public Instant now() {
        return clock.now();
    }

    /** Lets time pass, for hasty clients. */
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    @Override
    public Http open(Server server) {
        return opened.open(server);
    }

    @Override
    public void close() {
        opened.close();
    }

    private static final class Clock implements Time {

        private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

        private Duration uptime = Duration.ofHours(1);

        @Override
        public synchronized Instant now() {
            return BEGIN.plus(uptime);
        }

        @Override
        public synchronized Duration uptime() {
            return uptime;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            advance(duration);
        }

        synchronized void advance(Duration duration) {
            uptime = uptime.plus(duration);
        }
    }
}
