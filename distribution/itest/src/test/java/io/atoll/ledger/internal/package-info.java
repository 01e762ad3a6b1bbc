/** The way of the tests to the ledger. */
@NullMarked
package io.atoll.ledger.internal;

import org.jspecify.annotations.NullMarked;
