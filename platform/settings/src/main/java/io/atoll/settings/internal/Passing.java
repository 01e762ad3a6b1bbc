package io.atoll.settings.internal;

import io.atoll.pipeline.ConfigurationFiles.Rehearsal;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import org.osgi.service.cm.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance whose configuration goes when it is closed. */
record Passing(IntegrationId id, Configuration configuration) implements Rehearsal {

    private static final Logger log = LoggerFactory.getLogger(Passing.class);

    @Override
    public void close() {
        try {
            configuration.delete();
        } catch (IOException | IllegalStateException e) {
            log.warn("what was tried out as {} goes with the next start: {}", id, e.toString());
        }
    }
}
