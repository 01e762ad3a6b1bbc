package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.sync.SyncResult;
import io.atoll.sync.internal.Source.Outcomes;
import io.atoll.sync.internal.Upserts.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * One call that writes. Where it is not known which entity an item makes, the call deletes nothing that is only inferred to be gone: that
 * item might make it.
 */
final class Writing {

    private final Target target;
    private final Tally tally = new Tally();
    private boolean whole = true;

    Writing(Target target) {
        this.target = target;
    }

    /** Writes what the items make, and deletes what they would have made and no item makes any more. */
    SyncResult register(Source items) throws IntegrationException, InterruptedException {
        try (var kept = new Kept(target.reconciler());
                var dropped = new Candidates(target.reconciler())) {
            write(items, kept, dropped, Upserts.asked(target));
            if (whole) {
                var deletions = new Deletions(target, tally, kept);
                Slowly.each(dropped::each, ref -> deletions.add(Given.named(ref)));
                deletions.finish();
            }
            return tally.result();
        }
    }

    /** Deletes what the items make or would have made. */
    SyncResult unregister(Source items) throws IntegrationException, InterruptedException {
        var deletions = new Deletions(target, tally, null);
        items.tell(gone(deletions));
        deletions.finish();
        return tally.result();
    }

    /**
     * Writes what changed items make, and deletes what they would have made, and what gone ones make or would have made, if no changed one
     * makes it.
     */
    SyncResult change(Source changed, Source gone) throws IntegrationException, InterruptedException {
        try (var kept = new Kept(target.reconciler());
                var dropped = new Candidates(target.reconciler())) {
            write(changed, kept, dropped, Upserts.asked(target));
            if (whole) {
                var deletions = new Deletions(target, tally, kept);
                gone.tell(gone(deletions));
                Slowly.each(dropped::each, ref -> deletions.add(Given.named(ref)));
                deletions.finish();
            }
            return tally.result();
        }
    }

    /** Writes what {@code after} makes, and deletes what only {@code before} makes. */
    SyncResult update(Source before, Source after) throws IntegrationException, InterruptedException {
        try (var kept = new Kept(target.reconciler())) {
            write(after, kept, null, Upserts.asked(target));
            if (whole) {
                var deletions = new Deletions(target, tally, kept);
                before.tell(new Outcomes() {
                    @Override
                    public void made(Given given) throws IntegrationException, InterruptedException {
                        deletions.add(given);
                    }

                    @Override
                    public void filtered(Given given) {}

                    @Override
                    public void broken(JsonNode item, String reason) {
                        tally.failed(item, reason);
                    }
                });
                deletions.finish();
            }
            return tally.result();
        }
    }

    /** Writes what the items make, and deletes everything else that this installation owns, if the mapping allows so many deletions. */
    SyncResult sync(Source items) throws IntegrationException, InterruptedException {
        try (var kept = new Kept(target.reconciler());
                Reconciliation listing = target.reconciler().begin(false)) {
            target.owned(listing::held);
            write(items, kept, null, Upserts.with(listing));
            long stale = whole ? count(listing) : 0;
            long held = listing.heldCount();
            double threshold = target.options().deletionThreshold();
            if (stale > 0 && (double) stale / held > threshold) {
                String reason = "it was not deleted: " + stale + " of " + held + " entities are not given any more,"
                        + " and the mapping's entityDeletionThreshold of " + threshold + " forbids to delete so many";
                listing.stale(ref -> tally.failed(Given.named(ref).item(), reason));
            } else if (stale > 0) {
                var deletions = new Deletions(target, tally, kept);
                Slowly.each(listing::stale, ref -> deletions.add(Given.named(ref)));
                deletions.finish();
            }
            return tally.result();
        }
    }

    private Outcomes gone(Deletions deletions) {
        return new Outcomes() {
            @Override
            public void made(Given given) throws IntegrationException, InterruptedException {
                deletions.add(given);
            }

            @Override
            public void filtered(Given given) throws IntegrationException, InterruptedException {
                deletions.add(given);
            }

            @Override
            public void broken(JsonNode item, String reason) {
                tally.failed(item, reason);
            }
        };
    }

    private static long count(Reconciliation listing) {
        long[] count = {0};
        listing.stale(ref -> count[0]++);
        return count[0];
    }

    private void write(Source items, Kept kept, @Nullable Candidates dropped, Comparison comparison)
            throws IntegrationException, InterruptedException {
        var upserts = new Upserts(target, tally, comparison);
        items.tell(new Outcomes() {
            @Override
            public void made(Given given) throws IntegrationException, InterruptedException {
                kept.add(given);
                upserts.add(given);
            }

            @Override
            public void filtered(Given given) {
                if (dropped != null && !given.searched()) {
                    dropped.add(given.ref());
                }
            }

            @Override
            public void broken(JsonNode item, String reason) {
                whole = false;
                tally.failed(item, reason + "; as it is not known which entity this makes, nothing is deleted");
            }
        });
        upserts.finish();
    }
}
