package io.atoll.events.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Template;
import io.atoll.pipeline.RecordSync;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.sync.SyncResult;
import io.atoll.spi.sync.SyncResult.Failure;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A mapping with the kinds {@code issue} and {@code project}, and a catalog of what was written: values by the {@code id} of records. */
final class FakeRecords implements RecordSync {

    final Map<String, String> entities = new ConcurrentHashMap<>();
    final Queue<String> writes = new ConcurrentLinkedQueue<>();
    /** Is told the number of each record that is written. */
    volatile Consumer<String> applied = number -> {};

    volatile boolean away;
    volatile String refused = "";

    @Override
    public Session open(IntegrationId integration) throws IntegrationException {
        if (away) {
            throw new Unavailable("the catalog is away");
        }
        return new Session() {
            @Override
            public List<Resource> resources() {
                return List.of(resource(0, "issue"), resource(1, "project"));
            }

            @Override
            public SyncResult write(List<RecordChange> changes) throws IntegrationException {
                return FakeRecords.this.write(integration, changes);
            }
        };
    }

    private SyncResult write(IntegrationId integration, List<RecordSync.RecordChange> changes) throws Unavailable {
        if (away) {
            throw new Unavailable("the catalog is away");
        }
        for (var change : changes) {
            var id = change.record().path("id").asText();
            var value = change.record().path("value").asText();
            if (!refused.isEmpty() && id.equals(refused)) {
                return new SyncResult(0, 0, 0, List.of(new Failure(change.record(), "no such relation")));
            }
            applied.accept(change.record().path("number").asText());
            writes.add(integration.instance() + " " + id + "=" + value);
            if (change.gone()) {
                entities.remove(id);
            } else {
                entities.put(id, value);
            }
        }
        return new SyncResult(changes.size(), 0, 0, List.of());
    }

    private static Resource resource(int index, String kind) {
        var json = JsonNodeFactory.instance;
        return new Resource(
                index,
                new Kind(kind),
                json.objectNode().put("query", "true"),
                "true",
                null,
                new Template(json.textNode(".id"), "\"thing\"", null, null, null, Map.of(), Map.of()));
    }
}
