package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.entity.Fields;
import io.atoll.catalog.internal.entity.Presentation;
import io.atoll.catalog.internal.entity.WriteOptions;
import io.atoll.catalog.internal.model.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query parameters that many routes share. */
final class Parameters {

    static final Query RUN = Query.text("run_id", "The run of an action that the change belongs to");
    static final Query DEPENDENTS = Query.flag("delete_dependents", "Delete whatever is related to them too");
    static final Query CREATE_MISSING = Query.flag(
            "create_missing_related_entities", "Make the entities that a relation names and that are missing");

    private static final Query UPSERT = Query.flag("upsert", "Change an entity that exists");
    private static final Query MERGE = Query.flag("merge", "Keep what is not sent");
    private static final Query VALIDATION = Query.flag("validation_only", "Check everything and write nothing");
    private static final Query INCLUDE = Query.texts("include", "Only these fields, such as title and properties.url");
    private static final Query EXCLUDE = Query.texts("exclude", "Not these fields");
    private static final Query CALCULATED =
            Query.flag("exclude_calculated_properties", "No mirror, calculation and aggregation properties");
    private static final Query TITLES = Query.flag("attach_title_to_relation", "Show relations with titles");

    private Parameters() {}

    /** What {@link #writing} reads. */
    static Query[] ofWriting() {
        return new Query[] {UPSERT, MERGE, VALIDATION, CREATE_MISSING, RUN};
    }

    /** What {@link #presentation} reads. */
    static Query[] ofPresentation() {
        return new Query[] {INCLUDE, EXCLUDE, CALCULATED, TITLES};
    }

    /** How to show entities. */
    static Presentation presentation(Call call) {
        return presentation(call, new Fields(call.list("include"), call.list("exclude")));
    }

    /** How to show entities, where the fields are said elsewhere. */
    static Presentation presentation(Call call, Fields fields) {
        return new Presentation(
                fields, !call.flag("exclude_calculated_properties"), call.flag("attach_title_to_relation"));
    }

    /** How to write entities. */
    static WriteOptions writing(Call call) {
        return new WriteOptions(
                call.flag("upsert"), call.flag("merge"), call.flag("validation_only"), createMissing(call));
    }

    /** A whole number within bounds. */
    static int number(Call call, String name, int least, int most, int preset) {
        var text = call.query(name);
        if (text.isEmpty()) {
            return preset;
        }
        try {
            var number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw outside(name, least, most);
        }
        throw outside(name, least, most);
    }

    /** A time, or null if the parameter is absent. */
    static @Nullable Instant time(Call call, String name) {
        var text = call.query(name);
        if (text.isEmpty()) {
            return null;
        }
        return instant(text.get())
                .orElseThrow(() -> Refusal.invalid(
                        "\"" + name + "\" must be a time with an offset, such as 2026-01-02T03:04:05Z"));
    }

    /** The time that a text writes with an offset. */
    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Refusal outside(String name, int least, int most) {
        return Refusal.invalid("\"" + name + "\" must be a whole number from " + least + " to " + most);
    }

    static boolean createMissing(Call call) {
        return call.flag("create_missing_related_entities");
    }
}
