package io.atoll.jq.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.internal.value.JsonFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the arguments ask for.
 *
 * @param flags options without parameters
 * @param format of outputs
 * @param program text or, with {@link Flag#FROM_FILE}, file; null if there is none
 * @param files of inputs; none stands for the standard input
 * @param variables the global variables, {@code $ARGS} too
 * @param cases the file of {@code --cases}, null if this is none of cases
 */
record Invocation(
        Set<Flag> flags,
        JsonFormat format,
        @Nullable String program,
        List<String> files,
        Map<String, JsonNode> variables,
        @Nullable String cases) {

    Invocation {
        flags = Set.copyOf(flags);
        files = List.copyOf(files);
        variables = Map.copyOf(variables);
    }

    boolean has(Flag flag) {
        return flags.contains(flag);
    }
}
