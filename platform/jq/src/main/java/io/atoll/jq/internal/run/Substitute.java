package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.internal.function.RegexMemo;
import io.atoll.jq.internal.function.Regexes;
import io.atoll.jq.internal.function.Substitution;
import org.jspecify.annotations.Nullable;

/** {@code sub(pattern; replacement; flags)}. */
public final class Substitute extends Code {

    private final Code pattern;
    private final Code replacement;
    private final Code flags;
    private final RegexMemo memo = new RegexMemo();

    /** Replaces matches by the outputs of an expression on what the named groups captured. */
    public Substitute(Code pattern, Code replacement, Code flags) {
        super(pattern.single() && replacement.single() && flags.single());
        this.pattern = pattern;
        this.replacement = replacement;
        this.flags = flags;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode text = pattern.value(run, env, in);
        JsonNode options = text == null ? null : flags.value(run, env, in);
        return text == null || options == null
                ? null
                : substitute(run, env, in, text, options).results().getFirst();
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (single()) {
            return super.each(run, env, path, in, out);
        }
        return pattern.each(
                run,
                env,
                null,
                in,
                (none, text) -> flags.each(run, env, null, in, (never, options) -> {
                            for (JsonNode result :
                                    substitute(run, env, in, text, options).results()) {
                                if (!out.emit(path, result)) {
                                    return false;
                                }
                            }
                            return true;
                        })
                        != STOP);
    }

    private Substitution substitute(Run run, Env env, JsonNode in, JsonNode text, JsonNode options) {
        var matches = memo.of(in, text, options).matches(Regexes.input(in), run.meter);
        Substitution substitution = new Substitution(matches, run.meter);
        while (substitution.match()) {
            replacement.each(run, env, null, substitution.capture(), (none, value) -> {
                substitution.insert(value);
                return true;
            });
        }
        return substitution;
    }
}
