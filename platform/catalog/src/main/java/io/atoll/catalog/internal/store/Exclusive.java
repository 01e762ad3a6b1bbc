package io.atoll.catalog.internal.store;

/** The right to do what one process at a time may do. Ends when it is closed, and when the process or its connection to the store dies. */
public interface Exclusive extends AutoCloseable {

    /** Whether it still lasts; if not, another process may have it already. */
    boolean lasts();

    /** Lets another process have it. */
    @Override
    void close();
}
