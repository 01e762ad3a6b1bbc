package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client and the catalog that it calls, by a clock of their own. */
final class Bench implements AutoCloseable {

    static final Limits LIMITS =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(10), 4, 5, 1000);
    static final Mapping.Options OPTIONS = new Mapping.Options(true, true, true, 0.9);
    static final Agent AGENT = Agent.of(new IntegrationId("mini", "mini-1"), "1.2.3");

    final FakePort port = new FakePort();
    final FakeTime time = new FakeTime();
    final PortClient client;
    final Installation installation;

    Bench() throws IOException {
        this(LIMITS);
    }

    Bench(Limits limits) throws IOException {
        client = new PortClient(() -> Target.of(port.url().toString(), "id", "secret"), limits, time, () -> 0);
        installation = new PortInstallation(client, AGENT, new IntegrationRecord(client, AGENT));
    }

    static Integration integration(@Nullable JsonNode mapping) {
        return new Integration(
                AGENT.id(), "Mini", AGENT.version(), State.READY, "", "mini~mini-1.yaml", false, mapping, "");
    }

    static Entity entity(String blueprint, String identifier) {
        ObjectNode properties = FakePort.JSON.createObjectNode().put("x", "v");
        return new Entity(
                blueprint,
                new TextNode(identifier),
                new TextNode("T"),
                null,
                null,
                properties,
                FakePort.JSON.createObjectNode());
    }

    static JsonNode json(String text) throws IOException {
        return FakePort.JSON.readTree(text.replace('\'', '"'));
    }

    @Override
    public void close() {
        port.close();
        client.close();
    }
}
