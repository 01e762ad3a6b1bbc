package io.atoll.actions.internal;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import java.util.Optional;

/** A listener that only says whether its instance carries out actions. */
record FakeListener(IntegrationId integration, boolean actions) implements Triggers {

    @Override
    public boolean resyncs() {
        return false;
    }

    @Override
    public boolean liveEvents() {
        return false;
    }

    @Override
    public boolean incremental() {
        return false;
    }

    @Override
    public Changelog changelog() {
        return new Changelog.Nowhere();
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
