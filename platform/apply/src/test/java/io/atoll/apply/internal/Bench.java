package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.apply.internal.client.Agent;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakeTime;
import io.atoll.apply.internal.client.Limits;
import io.atoll.apply.internal.client.PortClient;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.Target;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client and the catalog that it calls, by a clock of their own. */
public final class Bench implements AutoCloseable {

    public static final Limits LIMITS =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(10), 4, 25, 5, 1000, 1000);
    public static final Mapping.Options OPTIONS = new Mapping.Options(true, true, true, 0.9);
    public static final Agent AGENT = Agent.of(new IntegrationId("mini", "mini-1"), "1.2.3");

    public final FakePort port = new FakePort();
    public final FakeTime time = new FakeTime();
    public final PortClient client;
    public final Session session;
    public final Installation installation;

    public Bench() throws IOException {
        this(LIMITS);
    }

    public Bench(Limits limits) throws IOException {
        client = new PortClient(() -> Target.of(port.url().toString(), "id", "secret"), limits, time, () -> 0);
        session = session(client);
        installation = new PortInstallation(session, Terms.USUAL, true);
    }

    public static Integration integration(@Nullable JsonNode mapping) {
        return new Integration(
                AGENT.id(), "Mini", AGENT.version(), State.READY, "", "mini~mini-1.yaml", false, mapping, "");
    }

    /** The report of a run of {@link #AGENT} that reads one kind. */
    public static RunReport report(String run, RunReport.Status status) {
        String state = status == RunReport.Status.COMPLETE ? "complete" : "waiting";
        return new RunReport(
                new RunId(run),
                AGENT.id(),
                RunReport.Mode.FULL,
                1,
                "test",
                status,
                "",
                Instant.parse("2026-11-21T16:23:16Z"),
                status == RunReport.Status.RUNNING
                        ? Optional.empty()
                        : Optional.of(Instant.parse("2026-11-21T16:23:17Z")),
                0,
                List.of(new RunReport.KindReport(
                        "gen-0", "gen", state, 30, 30, 0, 0, 0, 0, List.of(), List.of(), List.of())),
                RunReport.Deletion.none());
    }

    public static Entity entity(String blueprint, String identifier) {
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

    public static JsonNode json(String text) throws IOException {
        return FakePort.JSON.readTree(text.replace('\'', '"'));
    }

    /** A session of {@link #AGENT}. */
    public static Session session(PortClient client) {
        try {
            return client.session(AGENT);
        } catch (CatalogException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        port.close();
        client.close();
    }
}
