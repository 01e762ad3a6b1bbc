package io.atoll.apply.internal;

import io.atoll.pipeline.ActionDesk;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Optional;

/** Tells a catalog what an instance does beside full runs, as the services of a container would. */
public final class Listening {

    private Listening() {}

    /**
     * Tells it.
     *
     * @param incremental whether incremental runs go on between full ones
     * @param actions whether actions are carried out
     * @param changes where the catalog shall tell of changes
     */
    public static void tell(
            PortCatalog catalog, IntegrationId id, boolean incremental, boolean actions, Triggers.Changelog changes) {
        catalog.triggers = List.of(new Told(id, incremental, changes));
        catalog.desks = List.of(new Open(id, actions));
    }

    private record Told(IntegrationId integration, boolean incremental, Changelog changelog) implements Triggers {

        @Override
        public boolean resyncs() {
            return true;
        }

        @Override
        public boolean liveEvents() {
            return true;
        }

        @Override
        public boolean actions() {
            return true;
        }

        @Override
        public Optional<RunId> request(String why) {
            return Optional.empty();
        }

        @Override
        public Optional<RunId> request(String why, Message message) {
            return Optional.empty();
        }
    }

    private record Open(IntegrationId integration, boolean open) implements ActionDesk {

        @Override
        public String trouble() {
            return "";
        }

        @Override
        public List<Run> runs() {
            return List.of();
        }
    }
}
