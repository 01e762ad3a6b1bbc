package io.atoll.ledger.internal;

/** A ledger in a file. */
class SqliteLedgerTest extends LedgerContract {

    @Override
    LedgerSettings.Store store() {
        return new LedgerSettings.Embedded();
    }
}
