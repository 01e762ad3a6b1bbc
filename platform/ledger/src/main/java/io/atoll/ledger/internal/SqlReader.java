package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Session;
import io.atoll.pipeline.Inbox.Event;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.Reader;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one lane of the inbox under a lease. */
final class SqlReader implements Reader {

    private final Lane lane;
    private final Leases leases;
    private final Lease lease;
    private final GroupCommit commit;
    private final Load load;
    private final Clock clock;
    private final Map<Long, Long> sizes = new ConcurrentHashMap<>();

    private volatile @Nullable Throwable broken;

    SqlReader(Lane lane, Leases leases, Lease lease, GroupCommit commit, Load load, Clock clock) {
        this.lane = lane;
        this.leases = leases;
        this.lease = lease;
        this.commit = commit;
        this.load = load;
        this.clock = clock;
    }

    @Override
    public List<Event> next(int limit, long bytes) throws Fenced, InterruptedException {
        requireSound();
        var taken = commit.write(held(session -> InboxRows.take(session, lane, limit, bytes)));
        if (taken.lost() != null) {
            throw taken.lost();
        }
        taken.result().forEach(event -> sizes.put(event.number(), event.size()));
        return taken.result();
    }

    @Override
    public void ensureHeld() throws Fenced {
        requireSound();
        lease.ensureHeld();
    }

    @Override
    public void done(long number) {
        settle(number, session -> InboxRows.done(session, number, clock.instant()));
    }

    @Override
    public void dead(long number, int attempts, String reason) {
        settle(number, session -> InboxRows.dead(session, number, attempts, reason, clock.instant()));
    }

    /** Waits for its notes also if it is interrupted: without the lease they would come too late. */
    @Override
    public void close() {
        var interrupted = false;
        try {
            var given = commit.submit(held(this::give), result -> {});
            while (!given.isDone()) {
                try {
                    given.get(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            broken = e;
        } finally {
            leases.letGo(lease);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<Event> give(Session session) {
        InboxRows.giveBack(session, lane);
        return List.of();
    }

    private void settle(long number, Consumer<Session> note) {
        var unused = commit.submit(
                        held(session -> {
                            note.accept(session);
                            return List.of();
                        }),
                        result -> {
                            var size = sizes.remove(number);
                            if (result.lost() == null && size != null) {
                                load.add(lane.integration().toString(), -1, -size);
                            }
                        })
                .whenComplete((result, failure) -> {
                    if (failure != null) {
                        broken = failure;
                    }
                });
    }

    /** Does it only if the lane is still held. */
    private Function<Session, Taken> held(Function<Session, List<Event>> work) {
        return session -> {
            try {
                lease.check(session);
            } catch (Fenced lost) {
                return new Taken(List.of(), lost);
            }
            return new Taken(work.apply(session), null);
        };
    }

    private void requireSound() {
        var failure = broken;
        if (failure != null) {
            throw new LedgerFailure(String.valueOf(failure.getMessage()), failure);
        }
    }

    /**
     * What came of a write.
     *
     * @param lost why nothing was done, if somebody else holds the lane
     */
    private record Taken(List<Event> result, @Nullable Fenced lost) {}
}
