package io.atoll.jq.internal.syntax;

import static java.util.Map.entry;

import io.atoll.jq.internal.syntax.Syntax.Operator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator between two operands.
 *
 * @param strength how strongly it binds
 * @param making makes its node
 */
record Infix(int strength, Making making) {

    private static final int ALTERNATIVE = 1;
    private static final int ASSIGNMENT = 2;
    private static final int OR = 3;
    private static final int AND = 4;
    private static final int COMPARISON = 5;
    private static final int SUM = 6;
    private static final int PRODUCT = 7;

    private static final Map<String, Infix> ALL = Map.ofEntries(
            entry("//", new Infix(ALTERNATIVE, Syntax.Alternative::new)),
            entry("=", new Infix(ASSIGNMENT, Syntax.Assign::new)),
            entry("|=", new Infix(ASSIGNMENT, Syntax.Update::new)),
            entry("//=", new Infix(ASSIGNMENT, Syntax.AlternativeUpdate::new)),
            entry("+=", update(Operator.ADD)),
            entry("-=", update(Operator.SUBTRACT)),
            entry("*=", update(Operator.MULTIPLY)),
            entry("/=", update(Operator.DIVIDE)),
            entry("%=", update(Operator.REMAINDER)),
            entry("or", new Infix(OR, (left, right, span) -> new Syntax.Logic(false, left, right, span))),
            entry("and", new Infix(AND, (left, right, span) -> new Syntax.Logic(true, left, right, span))),
            entry("==", binary(COMPARISON, Operator.EQUAL)),
            entry("!=", binary(COMPARISON, Operator.NOT_EQUAL)),
            entry("<", binary(COMPARISON, Operator.LESS)),
            entry("<=", binary(COMPARISON, Operator.LESS_OR_EQUAL)),
            entry(">", binary(COMPARISON, Operator.GREATER)),
            entry(">=", binary(COMPARISON, Operator.GREATER_OR_EQUAL)),
            entry("+", binary(SUM, Operator.ADD)),
            entry("-", binary(SUM, Operator.SUBTRACT)),
            entry("*", binary(PRODUCT, Operator.MULTIPLY)),
            entry("/", binary(PRODUCT, Operator.DIVIDE)),
            entry("%", binary(PRODUCT, Operator.REMAINDER)));

    private static Infix binary(int strength, Operator operator) {
        return new Infix(strength, (left, right, span) -> new Syntax.Binary(operator, left, right, span));
    }

    private static Infix update(Operator operator) {
        return new Infix(ASSIGNMENT, (left, right, span) -> new Syntax.ArithmeticUpdate(operator, left, right, span));
    }

    /** The operator that a token is, null if it is none. */
    static @Nullable Infix of(Token token) {
        return switch (token.kind()) {
            case SIGN, KEYWORD -> ALL.get(token.text());
            default -> null;
        };
    }

    Syntax node(Syntax left, Syntax right) {
        return making.node(left, right, left.span().to(right.span()));
    }

    /** What an operator in the right operand must bind at least: only alternatives group to the right. */
    int leastToTheRight() {
        return strength == ALTERNATIVE ? ALTERNATIVE : strength + 1;
    }

    /** Whether it cannot stand in a row with an operator that binds as strongly. */
    boolean refusesNeighbour(Token token) {
        Infix next = of(token);
        return next != null && next.strength == strength && (strength == ASSIGNMENT || strength == COMPARISON);
    }

    /** Makes the node of an operator. */
    @FunctionalInterface
    interface Making {

        Syntax node(Syntax left, Syntax right, Span span);
    }
}
