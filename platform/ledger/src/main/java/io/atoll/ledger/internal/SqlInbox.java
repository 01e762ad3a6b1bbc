package io.atoll.ledger.internal;

import io.atoll.ledger.internal.Load.Amount;
import io.atoll.ledger.internal.sql.Database;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.spi.IntegrationId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox in the database of the ledger, which must be closed after it. One daemon thread writes, another one renews leases and forgets
 * what is too old.
 */
final class SqlInbox implements Inbox, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SqlInbox.class);

    private final Database database;
    private final Leases leases;
    private final InboxLimits limits;
    private final Clock clock;
    private final Load load = new Load();
    private final GroupCommit commit;
    private final ScheduledExecutorService background;
    private final List<ScheduledFuture<?>> duties;

    /**
     * The inbox in a database.
     *
     * @param owner the name of this process
     * @param lease how long leases last
     * @param nanos passes as time does
     */
    SqlInbox(Database database, String owner, Duration lease, InboxLimits limits, LongSupplier nanos, Clock clock) {
        this.database = database;
        this.leases = new Leases(database, owner, lease, nanos);
        this.limits = limits;
        this.clock = clock;
        load.set(database.read(InboxRows::load));
        this.commit = new GroupCommit(database, "atoll-inbox-write");
        this.background = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "atoll-inbox");
            thread.setDaemon(true);
            return thread;
        });
        var pause = lease.toMillis() / 6;
        this.duties = List.of(
                background.scheduleWithFixedDelay(leases::renew, pause, pause, TimeUnit.MILLISECONDS),
                background.scheduleWithFixedDelay(this::tidy, 10, 10, TimeUnit.SECONDS));
    }

    @Override
    public Receipt accept(Delivery delivery) throws Full, InterruptedException {
        var integration = delivery.lane().integration().toString();
        var size = delivery.body().length;
        requireRoom(integration, size);
        return commit.write(session -> InboxRows.insert(session, delivery), receipt -> {
            if (receipt == Receipt.KEPT) {
                load.add(integration, 1, size);
            }
        });
    }

    @Override
    public Set<Lane> waiting() {
        return database.read(InboxRows::open);
    }

    @Override
    public Reader open(Lane lane) throws Leased {
        var lease = database.<Lease, Leased>write(session -> {
            var taken = leases.take(session, "inbox " + lane, 0);
            InboxRows.giveBack(session, lane);
            return taken;
        });
        leases.keep(lease);
        return new SqlReader(lane, leases, lease, commit, load, clock);
    }

    @Override
    public Map<Lane, Map<State, Long>> counts() {
        return database.read(InboxRows::counts);
    }

    @Override
    public List<Event> list(State state, @Nullable IntegrationId integration, int limit) {
        return database.read(session -> InboxRows.list(session, state, integration, limit));
    }

    @Override
    public Optional<Event> find(long number) {
        return database.read(session -> InboxRows.find(session, number)).stream()
                .findFirst();
    }

    @Override
    public long replay(Collection<Long> numbers) throws InterruptedException {
        return commit.write(
                        session -> numbers.stream()
                                .flatMap(number -> InboxRows.revive(session, number).stream())
                                .toList(),
                        events -> events.forEach(event ->
                                load.add(event.delivery().lane().integration().toString(), 1, event.size())))
                .size();
    }

    @Override
    public long drop(Collection<Long> numbers) throws InterruptedException {
        return commit.write(session -> numbers.stream()
                .mapToLong(number -> InboxRows.drop(session, number, clock.instant()))
                .sum());
    }

    @Override
    public void close() {
        duties.forEach(duty -> duty.cancel(false));
        background.shutdown();
        try {
            background.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commit.close();
        leases.letAllGo();
    }

    /** Those that come together may exceed the limits by one each. */
    private void requireRoom(String integration, long size) throws Full {
        Amount waiting = load.of(integration);
        if (waiting.events() >= limits.events() || waiting.bytes() + size > limits.bytes()) {
            throw new Full(waiting.events() + " live events with " + waiting.bytes() + " bytes of " + integration
                    + " wait already");
        }
    }

    /** Also counts anew, as other processes may have taken or given. */
    private void tidy() {
        try {
            commit.write(InboxRows::load, load::set);
            var before = clock.instant().minus(limits.window());
            while (commit.write(session -> InboxRows.forget(session, before)) > 0) {
                log.debug("Ids of deliveries older than {} are forgotten.", before);
            }
            long buried = commit.write(session -> InboxRows.bury(session, limits.dead()));
            if (buried > 0) {
                log.warn(
                        "{} dead live events were forgotten: of each path the newest {} are kept. See atoll:deadletters.",
                        buried,
                        limits.dead());
            }
        } catch (LedgerFailure e) {
            log.debug("Nothing was forgotten of the inbox for now: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
