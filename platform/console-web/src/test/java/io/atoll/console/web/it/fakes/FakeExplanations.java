package io.atoll.console.web.it.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Explanations;
import io.atoll.pipeline.RunId;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Explains by the identifier of an entity: {@code made}, {@code dropped}, {@code unanswered}; all others no record has to do with. */
final class FakeExplanations implements Explanations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant MOMENT = Instant.parse("2026-11-21T10:00:00Z");

    private final String name;

    FakeExplanations(String name) {
        this.name = name;
    }

    private Place place() {
        return new Place(new RunId("run-1"), MOMENT, name + "-0", name, "part " + name, 6, 3);
    }

    private JsonNode record() {
        return JSON.objectNode().put("archived", true).put("raw", "raw " + name);
    }

    private Entity entity(Ref ref) {
        return new Entity(
                ref.blueprint(),
                JSON.textNode(ref.identifier()),
                JSON.textNode("title " + name),
                null,
                null,
                JSON.objectNode(),
                JSON.objectNode());
    }

    @Override
    public Explanation explain(IntegrationId integration, Ref entity, Watch watch) throws Unanswered {
        if (entity.identifier().equals("unanswered")) {
            throw new Unanswered("no answer " + name, null);
        }
        Answer answer = answer(entity);
        boolean made = answer instanceof Answer.Made;
        return new Explanation(
                integration,
                entity,
                answer,
                new Held(made ? Held.State.HELD : Held.State.ABSENT, made ? entity(entity) : null, ""),
                List.of(new Decision(new RunId("run-1"), MOMENT, "CREATE", "done", "decided " + name)),
                List.of(new Looked(name + "-0", Optional.empty(), 100, "looked " + name)),
                List.of("note " + name));
    }

    private Answer answer(Ref entity) {
        return switch (entity.identifier()) {
            case "made" -> new Answer.Made(List.of(made(entity)));
            case "dropped" ->
                new Answer.Dropped(List.of(
                        new Candidate.Filtered(
                                place(),
                                record(),
                                "resources[0].selector.query",
                                ".archived == false",
                                entity(entity),
                                "selector.query is false " + name),
                        new Candidate.Broken(
                                place(), record(), "resources[0].port.entity.mappings.title", "broken " + name),
                        new Candidate.Unreadable(place(), record(), "unreadable " + name),
                        new Candidate.Other(place(), record(), entity(entity), "other " + name)));
            default -> new Answer.Unseen();
        };
    }

    private Making made(Ref entity) {
        String path = "resources[0].port.entity.mappings.properties." + name;
        return new Making(
                place(),
                record(),
                entity(entity),
                List.of(
                        new Field(path, JSON.textNode(".raw + " + name), JSON.textNode("value " + name), ""),
                        new Field(path + "2", JSON.textNode(".none"), JSON.nullNode(), "null because " + name)),
                List.of(path));
    }

    @Override
    public Findings search(IntegrationId integration, String part, int limit, Watch watch) {
        return part.equals("nothing")
                ? new Findings(List.of(), false, List.of())
                : new Findings(
                        List.of(
                                new Found(new Ref("service", "made"), "title " + name, true, "", place()),
                                new Found(
                                        new Ref("service", "dropped"),
                                        "",
                                        false,
                                        "selector.query is false " + name,
                                        place())),
                        false,
                        List.of());
    }
}
