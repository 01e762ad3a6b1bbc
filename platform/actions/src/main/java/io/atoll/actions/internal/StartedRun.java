package io.atoll.actions.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.ActionRuns.Level;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionRun;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run as its executor sees it. The catalog is told a bounded number of lines; a line that it does not take is lost. */
final class StartedRun implements ActionRun {

    private static final Logger log = LoggerFactory.getLogger(StartedRun.class);
    private static final int MOST_LINES = 1000;
    private static final int LONGEST = 4000;

    private final IntegrationId integration;
    private final Ticket ticket;
    private final AtomicInteger lines = new AtomicInteger();

    StartedRun(IntegrationId integration, Ticket ticket) {
        this.integration = integration;
        this.ticket = ticket;
    }

    @Override
    public String id() {
        return ticket.ref().id();
    }

    @Override
    public IntegrationId integration() {
        return integration;
    }

    @Override
    public String action() {
        return ticket.claimed.action();
    }

    @Override
    public ObjectNode properties() {
        return ticket.claimed.properties().deepCopy();
    }

    @Override
    public void log(String message) {
        log(Level.INFO, message);
    }

    void log(Level level, String message) {
        int line = lines.incrementAndGet();
        if (line > MOST_LINES) {
            return;
        }
        String text = line == MOST_LINES ? "further lines are left out" : message;
        try {
            ticket.runs.log(ticket.ref(), level, text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        } catch (CatalogException untold) {
            log.debug("The log of run {} misses a line", ticket.ref(), untold);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
