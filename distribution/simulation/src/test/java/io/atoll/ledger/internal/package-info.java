/** The way of the simulation to the ledger. */
@NullMarked
package io.atoll.ledger.internal;

import org.jspecify.annotations.NullMarked;
