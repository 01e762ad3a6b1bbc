/** What a ledger says, read from its tables without the product. */
@NullMarked
package io.atoll.test.ledger;

import org.jspecify.annotations.NullMarked;
