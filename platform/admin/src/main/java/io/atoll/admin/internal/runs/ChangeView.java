package io.atoll.admin.internal.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Help;
import io.atoll.pipeline.Change;
import java.util.List;
import java.util.Optional;

/** A change that a run intends or has made. */
public record ChangeView(
        @Help("what is to be done; write: only the catalog can tell whether it is create or update")
        Change.Action action,

        @Help("what became of it") Change.State state,
        @Help("the blueprint of the entity") String blueprint,

        @Help("the identifier of the entity; an object if the catalog shall find it by a search")
        JsonNode identifier,

        @Help("the resource of the mapping that made it; empty if none did")
        String resource,

        @Help("why it is in that state; empty if that needs no reason")
        String reason,

        @Help("what an update changes") List<FieldChange> differences,
        @Help("the whole entity that is written") Optional<JsonNode> entity) {

    static ChangeView of(Change change) {
        return new ChangeView(
                change.action(),
                change.state(),
                change.blueprint(),
                change.identifier(),
                change.label(),
                change.reason(),
                change.differences().stream()
                        .map(each -> new FieldChange(each.path(), each.before(), each.after()))
                        .toList(),
                Optional.ofNullable(change.entity()));
    }

    /** One field that an update changes. */
    public record FieldChange(
            @Help("such as properties.name") String path,
            @Help("what the catalog holds; null if nothing") JsonNode before,
            @Help("what it will hold") JsonNode after) {}
}
