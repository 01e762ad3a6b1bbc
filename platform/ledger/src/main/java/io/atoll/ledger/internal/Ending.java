package io.atoll.ledger.internal;

import java.time.Clock;

/**
 * What the end of a run needs.
 *
 * @param clock tells when it was
 * @param leases where its lease is given back
 * @param runsKept how many runs of an integration are kept
 * @param after is told that something may be deleted
 */
record Ending(Clock clock, Leases leases, int runsKept, Runnable after) {}
