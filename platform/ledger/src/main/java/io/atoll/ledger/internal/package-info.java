/** The ledger in SQL: leases, journals, reports, and what is kept for how long. */
@NullMarked
package io.atoll.ledger.internal;

import org.jspecify.annotations.NullMarked;
