package io.atoll.catalog.internal.store;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the database cannot be reached, and once that it can be again. */
final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final Database database;
    private final AtomicBoolean lasting = new AtomicBoolean();

    Outage(Database database) {
        this.database = database;
    }

    /** A connection could not be made. */
    void begin(Exception reason) {
        if (!lasting.getAndSet(true)) {
            log.warn(
                    "The catalog's store {} cannot be reached: {}. Until it can, requests are answered with 503.",
                    database,
                    reason.getMessage());
        }
    }

    /** A connection was made. */
    void end() {
        if (lasting.getAndSet(false)) {
            log.info("The catalog's store {} can be reached again.", database);
        }
    }
}
