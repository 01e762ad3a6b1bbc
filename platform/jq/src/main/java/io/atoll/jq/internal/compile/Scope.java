package io.atoll.jq.internal.compile;

import io.atoll.jq.internal.run.Call.Routine;
import io.atoll.jq.internal.syntax.Syntax;
import io.atoll.jq.internal.syntax.Syntax.Function;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The names that an expression sees, innermost first; immutable but for what is known of functions. */
final class Scope {

    static final Scope EMPTY = new Scope(null, new Variable("", 0));

    private final @Nullable Scope parent;
    private final Name name;

    private Scope(@Nullable Scope parent, Name name) {
        this.parent = parent;
        this.name = name;
    }

    /** This scope with one more name. */
    Scope with(Name name) {
        return new Scope(this, name);
    }

    /** The innermost name of a kind that fits. */
    private <T extends Name> @Nullable Found<T> find(Class<T> kind, Predicate<T> fits) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            if (kind.isInstance(scope.name) && fits.test(kind.cast(scope.name))) {
                return new Found<>(kind.cast(scope.name), scope);
            }
        }
        return null;
    }

    @Nullable
    Variable variable(String wanted) {
        Found<Variable> found = find(Variable.class, variable -> variable.name.equals(wanted));
        return found == null ? null : found.name;
    }

    @Nullable
    Mark label(String wanted) {
        Found<Mark> found = find(Mark.class, label -> label.name.equals(wanted));
        return found == null ? null : found.name;
    }

    /** A function or filter, and the scope in which it was defined. */
    @Nullable
    Found<Callable> callable(String wanted, int arity) {
        return find(
                Callable.class,
                callable -> callable.arity() == arity && callable.name().equals(wanted));
    }

    /** The names and arities of all functions, for proposals. */
    Collection<String> callables() {
        List<String> names = new ArrayList<>();
        for (Scope scope = this; scope != null; scope = scope.parent) {
            if (scope.name instanceof Callable callable) {
                names.add(callable.name());
            }
        }
        return names;
    }

    /**
     * What was found.
     *
     * @param name the name
     * @param scope the names up to this one, with it
     */
    record Found<T extends Name>(T name, Scope scope) {}

    /** Something with a name. */
    sealed interface Name {}

    /**
     * A variable.
     *
     * @param level the number of bindings up to it, with it
     */
    record Variable(String name, int level) implements Name {}

    /** A label; bound like a variable. */
    record Mark(String name, int level) implements Name {}

    /** Something that is called. */
    sealed interface Callable extends Name {

        String name();

        int arity();
    }

    /** A parameter of a recursive function: a filter that is bound when it runs. */
    record Bound(String name, int level) implements Callable {

        @Override
        public int arity() {
            return 0;
        }
    }

    /** A parameter whose argument is put in its place. */
    record Inline(String name, Syntax argument, Scope scope) implements Callable {

        @Override
        public int arity() {
            return 0;
        }
    }

    /** A function of the program or of the library. */
    static final class Defined implements Callable {

        final Function function;
        final int level;
        final boolean recursive;
        /** If recursive, once it is known. */
        @Nullable
        Routine routine;

        /**
         * A function.
         *
         * @param level the number of bindings where it is defined
         */
        Defined(Function function, int level) {
            this.function = function;
            this.level = level;
            this.recursive = Recursion.calls(
                    function.body(), function.name(), function.parameters().size());
        }

        @Override
        public String name() {
            return function.name();
        }

        @Override
        public int arity() {
            return function.parameters().size();
        }
    }
}
