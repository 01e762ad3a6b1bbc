package io.atoll.health.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.LogLine;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the catalog what the platform logs about each integration: lines that name it, at level INFO and above.
 *
 * <p>Lines wait in a bounded buffer and are sent by a thread of its own, every few seconds. What cannot be shown is left out: the log on the
 * disk has everything.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = LogConfig.PID)
@Designate(ocd = LogConfig.class)
public final class LogShipping implements LogListener {

    private static final Logger log = LoggerFactory.getLogger(LogShipping.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final LogReaderService reader;
    private final Integrations integrations;
    private final Catalog catalog;
    private final Secrets secrets;
    private final LogBuffer buffer = new LogBuffer();
    private final boolean enabled;
    private final Thread thread;

    /** Listens from now on, unless it is not wanted. */
    @Activate
    public LogShipping(
            LogConfig config,
            @Reference LogReaderService reader,
            @Reference Integrations integrations,
            @Reference Catalog catalog,
            @Reference Secrets secrets) {
        this.reader = reader;
        this.integrations = integrations;
        this.catalog = catalog;
        this.secrets = secrets;
        this.enabled = config.shipped();
        this.thread = Thread.ofVirtual().name("atoll-log-shipping").unstarted(this::work);
        if (enabled) {
            reader.addLogListener(this);
            thread.start();
        }
    }

    @Override
    public void logged(LogEntry entry) {
        buffer.add(entry);
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                ship();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what waits. */
    void ship() throws InterruptedException {
        List<LogLine> lines = buffer.drain();
        if (lines.isEmpty()) {
            return;
        }
        List<String> literals = secrets.all();
        List<LogLine> masked =
                lines.stream().map(line -> Secrets.masked(line, literals)).toList();
        for (Integration integration : integrations.all()) {
            IntegrationId id = integration.id();
            List<LogLine> own =
                    masked.stream().filter(line -> LogBuffer.about(line, id)).toList();
            if (!own.isEmpty()) {
                show(integration, own);
            }
        }
    }

    private void show(Integration integration, List<LogLine> lines) throws InterruptedException {
        try {
            Optional<Installation> installation = catalog.find(integration);
            if (installation.isPresent()) {
                installation.get().log(lines);
            }
        } catch (CatalogException untold) {
            log.debug("{} lines of the log could not be shown in the catalog", lines.size(), untold);
        }
    }

    /** Listens no more. */
    @Deactivate
    void close() throws InterruptedException {
        if (enabled) {
            reader.removeLogListener(this);
            thread.interrupt();
            boolean ignored = thread.join(LAST_WORDS);
        }
    }
}
