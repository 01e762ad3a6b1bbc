package io.atoll.jq.internal.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree of a program; each node knows its place in the text. */
public sealed interface Syntax {

    /** Where the node stands. */
    Span span();

    /** {@code .} */
    record Identity(Span span) implements Syntax {}

    /** A value that is written out. */
    record Literal(JsonNode value, Span span) implements Syntax {}

    /**
     * A string with interpolations.
     *
     * @param format what is applied to each interpolated value
     * @param pieces literals, and what is interpolated
     */
    record Interpolation(String format, List<Piece> pieces, Span span) implements Syntax {

        /**
         * A piece of a string.
         *
         * @param expression a literal string, or what is interpolated
         * @param interpolated whether the format applies
         */
        public record Piece(Syntax expression, boolean interpolated) {}
    }

    /** {@code @name} */
    record Format(String name, Span span) implements Syntax {}

    /** {@code target[key]}, {@code target.key}; nothing instead of an error if optional. */
    record Index(Syntax target, Syntax key, boolean optional, Span span) implements Syntax {}

    /** {@code target[from:to]}. */
    record Slice(
            Syntax target, @Nullable Syntax from, @Nullable Syntax to, boolean optional, Span span) implements Syntax {}

    /** {@code target[]}. */
    record Iterate(Syntax target, boolean optional, Span span) implements Syntax {}

    /** {@code [body]}. */
    record Array(@Nullable Syntax body, Span span) implements Syntax {}

    /** {@code {entries}}. */
    record Members(List<Entry> entries, Span span) implements Syntax {

        /** A key and its value; without a value, the value is the input's member of that key. */
        public record Entry(Syntax key, @Nullable Syntax value) {}
    }

    /** {@code -operand}. */
    record Negation(Syntax operand, Span span) implements Syntax {}

    /** {@code left | right}. */
    record Pipe(Syntax left, Syntax right, Span span) implements Syntax {}

    /** {@code left, right}. */
    record Comma(Syntax left, Syntax right, Span span) implements Syntax {}

    /** {@code left operator right}. */
    record Binary(Operator operator, Syntax left, Syntax right, Span span) implements Syntax {}

    /** {@code left // right}. */
    record Alternative(Syntax left, Syntax right, Span span) implements Syntax {}

    /** {@code left and right}, {@code left or right}. */
    record Logic(boolean and, Syntax left, Syntax right, Span span) implements Syntax {}

    /** {@code paths = values}. */
    record Assign(Syntax paths, Syntax values, Span span) implements Syntax {}

    /** {@code paths |= update}. */
    record Update(Syntax paths, Syntax update, Span span) implements Syntax {}

    /** {@code paths += values} and the like. */
    record ArithmeticUpdate(Operator operator, Syntax paths, Syntax values, Span span) implements Syntax {}

    /** {@code paths //= values}. */
    record AlternativeUpdate(Syntax paths, Syntax values, Span span) implements Syntax {}

    /** {@code if condition then yes else no end}. */
    record If(Syntax condition, Syntax yes, Syntax no, Span span) implements Syntax {}

    /** {@code try body catch handler}. */
    record Try(Syntax body, @Nullable Syntax handler, Span span) implements Syntax {}

    /** {@code reduce source as patterns (init; update)}. */
    record Reduce(Syntax source, List<Pattern> patterns, Syntax init, Syntax update, Span span) implements Syntax {}

    /** {@code foreach source as patterns (init; update; extract)}. */
    record Foreach(Syntax source, List<Pattern> patterns, Syntax init, Syntax update, Syntax extract, Span span)
            implements Syntax {}

    /** {@code source as patterns | body}; the patterns are alternatives. */
    record Bind(Syntax source, List<Pattern> patterns, Syntax body, Span span) implements Syntax {}

    /** {@code label $name | body}. */
    record Label(String name, Syntax body, Span span) implements Syntax {}

    /** {@code break $name}. */
    record Break(String name, Span span) implements Syntax {}

    /** {@code def function; body}. */
    record Define(Function function, Syntax body, Span span) implements Syntax {}

    /** {@code name(arguments)}. */
    record Call(String name, List<Syntax> arguments, Span span) implements Syntax {}

    /** {@code $name}. */
    record Variable(String name, Span span) implements Syntax {}

    /**
     * A function.
     *
     * @param name without arity
     * @param parameters in order
     * @param body what it does
     */
    record Function(String name, List<Parameter> parameters, Syntax body, Span span) {

        /**
         * A parameter.
         *
         * @param name without the dollar sign
         * @param value whether it is a value, written with a dollar sign, and not a filter
         */
        public record Parameter(String name, boolean value) {}
    }

    /** An operator of arithmetic or comparison. */
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER,
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    /** What takes a value apart. */
    sealed interface Pattern {

        /** {@code $name}. */
        record Name(String name) implements Pattern {}

        /** {@code [patterns]}. */
        record Elements(List<Pattern> patterns) implements Pattern {}

        /** {@code {members}}. */
        record Members(List<Member> members) implements Pattern {}

        /**
         * A member of an object.
         *
         * @param key an expression
         * @param name the variable for the member's value, if one is wished
         * @param pattern for the member's value, if one is wished
         */
        record Member(
                Syntax key, @Nullable String name, @Nullable Pattern pattern) {}
    }
}
