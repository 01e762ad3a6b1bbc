package io.atoll.sync.internal;

import io.atoll.model.Entity.Ref;
import io.atoll.spi.IntegrationException;
import java.util.function.Consumer;

/** Carries the exceptions of somebody who waits for a catalog through a consumer that declares none. */
final class Slowly {

    private Slowly() {}

    /** Has names told to a taker. */
    static void each(Consumer<Consumer<Ref>> teller, Taker taker) throws IntegrationException, InterruptedException {
        try {
            teller.accept(ref -> {
                try {
                    taker.take(ref);
                } catch (IntegrationException | InterruptedException reason) {
                    throw new Halted(reason);
                }
            });
        } catch (Halted halted) {
            switch (halted.reason) {
                case IntegrationException failed -> throw failed;
                case InterruptedException cancelled -> throw cancelled;
                default -> throw halted;
            }
        }
    }

    /** Takes one name. */
    interface Taker {
        void take(Ref ref) throws IntegrationException, InterruptedException;
    }

    private static final class Halted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Exception reason;

        Halted(Exception reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
