package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.jq.Program;
import io.atoll.jq.ProgramGroup.Pass;
import io.atoll.pipeline.Mapper.Null;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record on its way to an entity, and what was null on the way. Of one thread. */
final class Draft {

    private final JsonNode record;
    private final Pass pass;
    private List<Null> nulls = List.of();

    Draft(JsonNode record, Expressions expressions) {
        this.record = record;
        this.pass = expressions.pass(record);
    }

    JsonNode record() {
        return record;
    }

    /** The first output of one of the expressions; null if it has none. */
    @Nullable
    JsonNode first(Program program) {
        return pass.first(program);
    }

    /** Keeps the reason of a null, and gives it. */
    JsonNode absent(Null reason) {
        if (nulls.isEmpty()) {
            nulls = new ArrayList<>(4);
        }
        nulls.add(reason);
        return NullNode.instance;
    }

    /** The fields that are null, in their order. */
    List<Null> nulls() {
        return nulls;
    }

    /** Why the field that was just evaluated is null, or otherwise empty, for people. */
    String complaint(JsonNode value) {
        if (!value.isNull()) {
            return "is empty";
        }
        String reason = nulls.getLast().reason();
        return reason.isEmpty() ? "is null" : reason;
    }
}
