package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases that this process holds. */
final class Leases {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final Database database;
    private final String owner;
    private final Duration length;
    private final LongSupplier nanos;
    private final Set<Lease> held = ConcurrentHashMap.newKeySet();
    private final Set<Lease> owed = ConcurrentHashMap.newKeySet();

    Leases(Database database, String owner, Duration length, LongSupplier nanos) {
        this.database = database;
        this.owner = owner;
        this.length = length;
        this.nanos = nanos;
    }

    /** Takes the lease of an integration for a run, within a transaction; the epoch grows by one. */
    Lease take(Session session, String integration, long run) throws Leased {
        var since = nanos.getAsLong();
        session.run(
                "insert into lease (integration, epoch, owner, run, expires) values (?, 0, '', 0, 0) on conflict do nothing",
                integration);
        var holder = session.first("""
                select l.owner from lease l where l.integration = ? and {live} {lock}""", row -> row.text(1), integration);
        if (holder.isPresent()) {
            throw new Leased((holder.get().equals(owner) ? "This process" : "The process " + holder.get())
                    + " works for " + integration + ". One run at a time writes for an integration.");
        }
        session.run(
                "update lease set epoch = epoch + 1, owner = ?, run = ?, expires = {expiry} where integration = ?",
                owner,
                run,
                length.toMillis(),
                integration);
        var epoch = session.number("select epoch from lease where integration = ?", integration);
        return new Lease(database, owner, integration, epoch, length, nanos, since);
    }

    /** Gives up the leases of processes that have ended. */
    static void giveUp(Database database, List<String> owners) {
        for (var departed : owners) {
            database.write(session -> session.run("update lease set owner = '' where owner = ?", departed));
        }
    }

    /** Keeps a lease that was taken, until it is let go. */
    void keep(Lease lease) {
        held.add(lease);
    }

    /** Gives a lease back; if the database cannot be told now, it is told later. */
    void letGo(Lease lease) {
        held.remove(lease);
        if (!lease.release()) {
            owed.add(lease);
        }
    }

    /** Gives back all. */
    void letAllGo() {
        held.forEach(this::letGo);
    }

    /** Renews all, and gives back what is owed; one that cannot be renewed runs out. */
    void renew() {
        database.beat();
        owed.removeIf(Lease::release);
        for (var lease : held) {
            try {
                lease.renew();
            } catch (Fenced e) {
                log.debug("{}", e.getMessage());
            } catch (LedgerFailure e) {
                log.debug("A lease could not be renewed: {}", e.getMessage());
            }
        }
    }
}
