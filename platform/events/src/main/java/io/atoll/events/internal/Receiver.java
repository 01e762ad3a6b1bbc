package io.atoll.events.internal;

import io.atoll.events.internal.Reception.Request;
import io.atoll.pipeline.EventIntake;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.State;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Takes live events in, by whichever way they come. */
@Component(
        service = {Receiver.class, EventIntake.class},
        configurationPid = "io.atoll.events")
@Designate(ocd = EventsConfiguration.class)
public final class Receiver implements EventIntake {

    private final Integrations integrations;
    private final Reception reception;

    /** Not there while the ledger cannot be used: senders are then told to come later. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Inbox inbox;

    /** Takes what it works with. */
    @Activate
    public Receiver(
            @Reference Doorkeeper doorkeeper,
            @Reference Integrations integrations,
            @Reference Bell bell,
            EventsConfiguration configuration) {
        this.integrations = integrations;
        this.reception = new Reception(
                doorkeeper.doors(),
                id -> integrations.find(id).isPresent() && !ready(id),
                EventLimits.of(configuration),
                bell::ring,
                Clock.systemUTC());
    }

    Reply answer(Request request) throws IOException, InterruptedException {
        return reception.answer(request, Optional.ofNullable(inbox));
    }

    @Override
    public Receipt deliver(Delivery delivery) throws InterruptedException {
        var reply = reception.deliver(delivery, Optional.ofNullable(inbox));
        return switch (reply.status()) {
            case 503 -> Receipt.LATER;
            case 404 -> ready(delivery.lane().integration()) ? Receipt.REFUSED : Receipt.LATER;
            default -> reply.status() < 400 ? Receipt.TAKEN : Receipt.REFUSED;
        };
    }

    private boolean ready(IntegrationId id) {
        return integrations.find(id).filter(one -> one.state() == State.READY).isPresent();
    }
}
