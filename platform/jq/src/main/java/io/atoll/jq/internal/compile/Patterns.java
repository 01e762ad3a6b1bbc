package io.atoll.jq.internal.compile;

import io.atoll.jq.internal.compile.Compiler.Undefined;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Constant;
import io.atoll.jq.internal.run.Pattern;
import io.atoll.jq.internal.run.Pattern.Move;
import io.atoll.jq.internal.syntax.Syntax;
import io.atoll.jq.internal.value.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compiles the patterns of one binding, which are alternatives. */
final class Patterns {

    private final Compiler compiler;
    private final List<Syntax.Pattern> patterns;
    private final List<String> variables;

    Patterns(Compiler compiler, List<Syntax.Pattern> patterns) {
        this.compiler = compiler;
        this.patterns = patterns;
        this.variables = names(patterns);
    }

    /** The variables of all patterns, each once. */
    static List<String> names(List<Syntax.Pattern> patterns) {
        Set<String> names = new LinkedHashSet<>();
        patterns.forEach(pattern -> collect(pattern, names));
        return List.copyOf(names);
    }

    private static void collect(Syntax.Pattern pattern, Set<String> names) {
        switch (pattern) {
            case Syntax.Pattern.Name name -> names.add(name.name());
            case Syntax.Pattern.Elements elements -> elements.patterns().forEach(element -> collect(element, names));
            case Syntax.Pattern.Members members -> {
                for (Syntax.Pattern.Member member : members.members()) {
                    if (member.name() != null) {
                        names.add(member.name());
                    }
                    if (member.pattern() != null) {
                        collect(member.pattern(), names);
                    }
                }
            }
        }
    }

    /** Whether there is one pattern that is a name. */
    boolean isName() {
        return patterns.size() == 1 && patterns.getFirst() instanceof Syntax.Pattern.Name;
    }

    /** What follows sees the variables of all patterns. */
    Context with(Context context) {
        Context extended = context;
        for (String variable : variables) {
            extended = extended.with(variable);
        }
        return extended;
    }

    Pattern compile(Context context) throws Undefined {
        if (isName()) {
            return Pattern.NAME;
        }
        Pattern compiled = moves(patterns.getLast(), context);
        for (int i = patterns.size() - 2; i >= 0; i--) {
            compiled = new Pattern.Either(moves(patterns.get(i), context), compiled);
        }
        return compiled;
    }

    private Pattern moves(Syntax.Pattern pattern, Context context) throws Undefined {
        Assembly assembly = new Assembly(context.elsewhere().inner());
        assembly.take(pattern, variables.size());
        return new Pattern.Moves(assembly.moves, assembly.places, variables.size());
    }

    private final class Assembly {

        private final Context context;
        private final List<Move> moves = new ArrayList<>();
        private int places = variables.size() + 1;

        Assembly(Context context) {
            this.context = context;
        }

        /** The last element of an array is taken first, as jq does. */
        private void take(Syntax.Pattern pattern, int from) throws Undefined {
            switch (pattern) {
                case Syntax.Pattern.Name name -> moves.add(new Move(from, null, variables.indexOf(name.name())));
                case Syntax.Pattern.Elements elements -> {
                    for (int i = elements.patterns().size() - 1; i >= 0; i--) {
                        part(
                                from,
                                new Constant(Numbers.of(i)),
                                elements.patterns().get(i));
                    }
                }
                case Syntax.Pattern.Members members -> {
                    for (Syntax.Pattern.Member member : members.members()) {
                        member(member, from);
                    }
                }
            }
        }

        private void part(int from, Code key, Syntax.Pattern pattern) throws Undefined {
            int place = places++;
            moves.add(new Move(from, key, place));
            take(pattern, place);
        }

        private void member(Syntax.Pattern.Member member, int from) throws Undefined {
            Code key = compiler.compile(member.key(), context);
            int place = places++;
            moves.add(new Move(from, key, place));
            if (member.name() != null) {
                moves.add(new Move(place, null, variables.indexOf(member.name())));
            }
            if (member.pattern() != null) {
                take(member.pattern(), place);
            }
        }
    }
}
