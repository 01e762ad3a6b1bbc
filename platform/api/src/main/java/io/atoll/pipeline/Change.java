package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of the catalog that a run intends, and what became of it.
 *
 * @param action what is to be done
 * @param blueprint of the entity
 * @param identifier of the entity; a search object where the catalog shall find it
 * @param label the resource that made it; empty if none did
 * @param entity the whole entity to write, in the catalog's shape; {@code null} for deletions
 * @param differences what an update changes; empty for other actions
 * @param state what became of it
 * @param reason why it is in that state; empty if that needs no reason
 */
public record Change(
        Action action,
        String blueprint,
        JsonNode identifier,
        String label,
        @Nullable JsonNode entity,
        List<Difference> differences,
        State state,
        String reason) {

    /** Copies the list. */
    public Change {
        differences = List.copyOf(differences);
    }

    /** The same with another outcome. */
    public Change as(State newState, String why) {
        return new Change(action, blueprint, identifier, label, entity, differences, newState, why);
    }

    /** The name of the entity, which must not be searched. */
    public Ref ref() {
        return new Ref(blueprint, identifier.asText());
    }

    /** What is to be done. */
    public enum Action {
        /** The catalog does not hold the entity for this integration. */
        CREATE,
        /** The catalog holds it with other content. */
        UPDATE,
        /** Only the catalog can tell whether it holds the entity: it is found by a search. */
        WRITE,
        /** It is no longer produced. */
        DELETE
    }

    /** What became of a change. */
    public enum State {
        /** It is to be done. */
        PLANNED,
        /** It was done. */
        DONE,
        /** The catalog refused it. */
        REFUSED,
        /** It exceeds the deletion budget and waits for a person. */
        HELD,
        /** A person rejected it. */
        REJECTED,
        /** It must not be done, for the reason given. */
        WITHHELD
    }

    /**
     * One field that an update changes.
     *
     * @param path {@code title}, {@code icon}, {@code team}, {@code properties.<name>} or {@code relations.<name>}
     * @param before what the catalog holds; JSON null if nothing
     * @param after what it will hold
     */
    public record Difference(String path, JsonNode before, JsonNode after) {}
}
