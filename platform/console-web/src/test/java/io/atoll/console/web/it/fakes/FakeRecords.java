package io.atoll.console.web.it.fakes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Resource;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.RunId;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** One recording that is not whole. */
record FakeRecords(String name) implements Records {

    @Override
    public List<Recording> all() {
        return List.of(new Recording(
                new IntegrationId("git", "demo"),
                new RunId("run-1"),
                name,
                JsonNodeFactory.instance.objectNode(),
                "hash",
                Instant.parse("2026-11-21T10:00:00Z"),
                Optional.empty(),
                3,
                250,
                12_345,
                false,
                "not whole " + name));
    }

    @Override
    public Recorder record(Reading reading) {
        return NONE.record(reading);
    }

    @Override
    public List<Recording> of(IntegrationId integration, Resource resource) {
        return List.of();
    }

    @Override
    public Set<Integer> pagesOf(Recording recording, Ref ref) throws Unreadable {
        return NONE.pagesOf(recording, ref);
    }

    @Override
    public void read(Recording recording, IntPredicate pages, Reader reader) throws Unreadable, InterruptedException {
        NONE.read(recording, pages, reader);
    }
}
