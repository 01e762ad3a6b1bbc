package io.atoll.events.internal;

import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RecordSync;
import io.atoll.pipeline.Requests;
import io.atoll.pipeline.RunReport.Mode;
import java.time.Duration;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Has events handled as long as everything that this needs is there. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.atoll.events")
public final class EventService {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int LATEST_RUNS = 5;
    private static final Duration MAPPING_AGE = Duration.ofSeconds(5);

    private final Dispatcher dispatcher;

    /** Begins. */
    @Activate
    public EventService(
            @Reference Inbox inbox,
            @Reference Ledger ledger,
            @Reference RecordSync records,
            @Reference Requests requests,
            @Reference Doorkeeper doorkeeper,
            @Reference Bell bell,
            EventsConfiguration configuration) {
        var limits = EventLimits.of(configuration);
        var handling = new Handling(
                doorkeeper.doors(),
                requests,
                new Sessions(records, MAPPING_AGE),
                new Resyncs(id -> ledger.recent(id, Set.of(Mode.FULL), LATEST_RUNS)),
                limits);
        this.dispatcher = new Dispatcher(inbox, doorkeeper.doors(), handling, limits, bell, LOOK).start();
    }

    /** Ends; what is in hand waits again. */
    @Deactivate
    void close() {
        dispatcher.close();
    }
}
