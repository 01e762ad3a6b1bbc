package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.internal.function.Matches;
import io.atoll.jq.internal.function.RegexMemo;
import io.atoll.jq.internal.function.Regexes;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code match(pattern; flags)} and its relatives: something of each match. For each output of the flags, each of the pattern. */
public final class Find extends Code {

    private final Code pattern;
    private final @Nullable Code flags;
    private final RegexMemo memo = new RegexMemo();
    private final Function<Matches, JsonNode> what;

    /**
     * Finds.
     *
     * @param flags null if the pattern may be an array of a pattern and flags
     * @param what is given of a match
     */
    public Find(Code pattern, @Nullable Code flags, Function<Matches, JsonNode> what) {
        super(false);
        this.pattern = pattern;
        this.flags = flags;
        this.what = what;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (flags == null) {
            return pattern.each(
                    run,
                    env,
                    null,
                    in,
                    (none, argument) -> find(memo.of(in, argument).matches(Regexes.input(in), run.meter), path, out));
        }
        return flags.each(
                run,
                env,
                null,
                in,
                (none, options) -> pattern.each(
                                run,
                                env,
                                null,
                                in,
                                (never, text) -> find(
                                        memo.of(in, text, options).matches(Regexes.input(in), run.meter), path, out))
                        != STOP);
    }

    private boolean find(Matches matches, @Nullable Path path, Output out) {
        while (matches.next()) {
            if (!out.emit(path, what.apply(matches))) {
                return false;
            }
        }
        return true;
    }
}
