package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Change;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change, as {@code atoll:changes -o json} and {@code atoll:plan -o json} print it.
 *
 * @param action {@code create}, {@code update}, {@code write} (only the catalog can tell which of the two) or {@code delete}
 * @param state {@code planned}, {@code done}, {@code refused}, {@code held}, {@code rejected} or {@code withheld}
 * @param blueprint of the entity
 * @param identifier of the entity; an object if the catalog shall find it by a search
 * @param resource that made it; empty if none did
 * @param reason why it is in that state; empty if that needs no reason
 * @param differences what an update changes
 * @param entity the whole entity that is written; null for deletions
 */
record ChangeView(
        String action,
        String state,
        String blueprint,
        JsonNode identifier,
        String resource,
        String reason,
        List<DifferenceView> differences,
        @Nullable JsonNode entity) {

    static ChangeView of(Change change) {
        return new ChangeView(
                change.action().name().toLowerCase(Locale.ROOT),
                change.state().name().toLowerCase(Locale.ROOT),
                change.blueprint(),
                change.identifier(),
                change.label(),
                change.reason(),
                change.differences().stream().map(DifferenceView::of).toList(),
                change.entity());
    }

    /**
     * One field that an update changes.
     *
     * @param path as {@code properties.name}
     * @param before what the catalog holds; null if nothing
     * @param after what it will hold
     */
    record DifferenceView(String path, JsonNode before, JsonNode after) {

        static DifferenceView of(Change.Difference difference) {
            return new DifferenceView(difference.path(), difference.before(), difference.after());
        }
    }
}
