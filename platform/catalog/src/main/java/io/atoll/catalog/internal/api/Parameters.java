package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.entity.Fields;
import io.atoll.catalog.internal.entity.Presentation;
import io.atoll.catalog.internal.entity.WriteOptions;

/** The query parameters that many routes share. */
final class Parameters {

    private Parameters() {}

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

    static boolean createMissing(Call call) {
        return call.flag("create_missing_related_entities");
    }
}
