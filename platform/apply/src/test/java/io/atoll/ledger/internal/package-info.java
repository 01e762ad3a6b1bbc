/** What whole runs need of the ledger. */
@NullMarked
package io.atoll.ledger.internal;

import org.jspecify.annotations.NullMarked;
