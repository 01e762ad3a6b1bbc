package io.atoll.jq;

import io.atoll.jq.internal.compile.Compiled;
import io.atoll.jq.internal.run.Roots;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiler of jq programs; immutable and thread-safe.
 *
 * <p>The language is that of jq 1.8 without modules ({@code import}, {@code include}, {@code modulemeta}) and without further inputs
 * ({@code input}, {@code inputs}, {@code input_line_number} gives 0): a text that uses these does not compile.
 */
public final class Jq {

    private static final Jq STANDARD = new Jq(Limits.standard(), Map.of(), Set.of());

    private final Limits limits;
    private final Map<String, String> environment;
    private final Set<String> variables;

    private Jq(Limits limits, Map<String, String> environment, Set<String> variables) {
        this.limits = limits;
        this.environment = Map.copyOf(environment);
        this.variables = Set.copyOf(variables);
    }

    /** Standard limits, an empty environment, no global variables. */
    public static Jq standard() {
        return STANDARD;
    }

    /** The same with other limits for each evaluation. */
    public Jq withLimits(Limits limits) {
        return new Jq(limits, environment, variables);
    }

    /** The same with another content of {@code env} and {@code $ENV}. */
    public Jq withEnvironment(Map<String, String> environment) {
        return new Jq(limits, environment, variables);
    }

    /** The same with other global variables, named without the dollar sign; their values come with each evaluation. */
    public Jq withVariables(Set<String> variables) {
        return new Jq(limits, environment, variables);
    }

    /**
     * Compiles a program.
     *
     * @throws SyntaxException if the text is none
     */
    public Program compile(String text) throws SyntaxException {
        return Compiled.of(text, limits, environment, List.copyOf(variables), new Roots.Table());
    }

    /** Begins a group of programs that are evaluated on the same inputs; they have no global variables. */
    public ProgramGroup group() {
        return new ProgramGroup(limits, environment);
    }
}
