package io.atoll.ledger.internal;

/** An inbox in a file. */
class SqliteInboxTest extends InboxContract {

    @Override
    LedgerSettings.Store store() {
        return new LedgerSettings.Embedded();
    }
}
