package io.atoll.jira.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.event.Change;
import java.util.List;

/** Reads the record of an event again, as the selector of one resource wants it. */
@FunctionalInterface
interface LiveKind {

    /**
     * Says what became of the record. What a resync of the resource would not give is gone.
     *
     * @throws IntegrationException if it could not be read
     * @throws InterruptedException if the time is over
     */
    List<Change> changes(JiraEvent event) throws IntegrationException, InterruptedException;
}
