package io.atoll.actions.internal;

import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionExecutor;
import java.util.Optional;

/** Finds who carries out an action. */
interface Executors {

    /** The executor of an instance for an action, if it is there now. */
    Optional<Held> find(IntegrationId integration, String action);

    /** An executor in use; to be closed after it. */
    interface Held extends AutoCloseable {

        ActionExecutor executor();

        /** Has something called, once, when the executor leaves the platform before it is closed; at once if it left already. */
        void whenGone(Runnable cut);

        @Override
        void close();
    }
}
