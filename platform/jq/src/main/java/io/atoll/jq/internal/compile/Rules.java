package io.atoll.jq.internal.compile;

import static io.atoll.jq.internal.compile.Kinds.ANY;
import static io.atoll.jq.internal.compile.Kinds.ARRAY;
import static io.atoll.jq.internal.compile.Kinds.BOOLEAN;
import static io.atoll.jq.internal.compile.Kinds.EACH;
import static io.atoll.jq.internal.compile.Kinds.FALSE;
import static io.atoll.jq.internal.compile.Kinds.NULL;
import static io.atoll.jq.internal.compile.Kinds.NUMBER;
import static io.atoll.jq.internal.compile.Kinds.OBJECT;
import static io.atoll.jq.internal.compile.Kinds.ONE;
import static io.atoll.jq.internal.compile.Kinds.SAFE;
import static io.atoll.jq.internal.compile.Kinds.TEXT;

import io.atoll.jq.Analysis.Finding;
import io.atoll.jq.Position;
import io.atoll.jq.internal.syntax.Span;
import io.atoll.jq.internal.syntax.Syntax;
import java.util.ArrayList;
import java.util.List;

/** What is surely not meant, and what is said of it. */
final class Rules {

    private final String text;
    private final List<Finding> findings = new ArrayList<>();

    Rules(String text) {
        this.text = text;
    }

    List<Finding> findings() {
        return findings;
    }

    private void report(Span span, String message) {
        findings.add(new Finding(Position.of(text, span.start()), message));
    }

    /** Looks at an operator, and tells what it gives. */
    int binary(Syntax.Binary binary, int left, int right) {
        int both = Kinds.types(left) & Kinds.types(right);
        boolean known = (left & ANY) != 0 && (right & ANY) != 0;
        return switch (binary.operator()) {
            case EQUAL, NOT_EQUAL -> {
                comparison(binary, left, right, known && both == 0);
                yield Kinds.made(BOOLEAN, left, right);
            }
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                boolean mixed = both == 0 && Kinds.isOneType(left) && Kinds.isOneType(right);
                comparison(binary, left, right, mixed);
                yield Kinds.made(BOOLEAN, left, right);
            }
            case ADD -> {
                boolean plain = ((left | right) & NULL) == 0;
                if (known && both == 0 && plain) {
                    report(
                            binary.span(),
                            Kinds.name(left) + " and " + Kinds.name(right)
                                    + " cannot be added; write tostring or \"\\(…)\" for texts");
                }
                int sum = both | ((left & NULL) == 0 ? 0 : right) | ((right & NULL) == 0 ? 0 : left);
                yield ((sum & ANY) == 0 ? ANY : sum & ANY) | ((left | right) & EACH) | (left & right & ONE);
            }
            case SUBTRACT -> {
                int numbers = both & (NUMBER | ARRAY);
                yield Kinds.made(numbers == 0 ? ANY : numbers, left, right) & ~SAFE;
            }
            case MULTIPLY -> Kinds.made(NULL | NUMBER | TEXT | OBJECT, left, right) & ~SAFE;
            case DIVIDE -> Kinds.made(NUMBER | ARRAY, left, right) & ~SAFE;
            case REMAINDER -> Kinds.made(NUMBER, left, right) & ~SAFE;
        };
    }

    private void comparison(Syntax.Binary binary, int left, int right, boolean mixed) {
        if (binary.left() instanceof Syntax.Literal && binary.right() instanceof Syntax.Literal) {
            report(binary.span(), "compares two constants; write a path for one of them, or the result");
        } else if (mixed) {
            report(
                    binary.span(),
                    "compares " + Kinds.name(left) + " with " + Kinds.name(right)
                            + ", which always gives the same; convert one side, with tostring or tonumber for instance");
        }
    }

    void index(Syntax.Index index, int target, int key) {
        boolean name = (key & ANY) == TEXT;
        if ((target & ANY) != 0 && (target & (NULL | OBJECT)) == 0 && name) {
            report(index.key().span(), "asks for a member of " + Kinds.name(target) + ", which has none");
        }
    }

    void iterate(Syntax.Iterate iterate, int target) {
        if ((target & ANY) != 0 && (target & (ARRAY | OBJECT)) == 0) {
            report(iterate.span(), "asks for the elements of " + Kinds.name(target) + ", which has none");
        }
    }

    void pipe(Syntax.Pipe pipe, int left) {
        if ((left & ANY) == 0) {
            report(pipe.right().span(), "is never reached, for what stands before the | gives nothing");
        }
    }

    void alternative(Syntax.Alternative alternative, int left) {
        boolean comparison = alternative.left() instanceof Syntax.Logic
                || (alternative.left() instanceof Syntax.Binary && (left & ANY) == BOOLEAN);
        if (comparison && touchesSlashes(alternative.left().span())) {
            report(
                    alternative.span(),
                    "// binds weaker than the comparison before it; put what may be missing and its // in parentheses");
        } else if (Kinds.isAlwaysTrue(left) && (left & ONE) != 0 && (left & SAFE) != 0) {
            report(
                    alternative.right().span(),
                    "is never used, for what stands before the // gives always " + Kinds.name(left)
                            + "; put the // behind the path that may be missing");
        } else if (alternative.left() instanceof Syntax.Iterate
                && alternative.right() instanceof Syntax.Array array
                && array.body() == null) {
            report(
                    alternative.span(),
                    "gives the elements one by one, or one empty array; write [.[]?] for an array, (. // [])[] for elements");
        }
    }

    private boolean touchesSlashes(Span left) {
        int at = left.end();
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.startsWith("//", at);
    }

    /** Looks at what is taken for true or false. */
    void condition(String where, Syntax node, int kinds) {
        if (node instanceof Syntax.Assign) {
            report(node.span(), where + " assigns with =; write == to compare");
        } else if (Kinds.isAlwaysTrue(kinds)) {
            String value = (kinds & ANY) == Kinds.TRUE ? "" : ", for " + Kinds.name(kinds) + " counts as true";
            report(node.span(), where + " is always true" + value + "; compare it with something, or leave it out");
        } else if ((kinds & ANY) != 0 && (kinds & ANY & ~(NULL | FALSE)) == 0) {
            report(node.span(), where + " is always false; compare it with something, or leave it out");
        }
    }

    /** Looks at what is asked once and answers often. */
    void each(String where, Syntax node, int kinds) {
        if ((kinds & EACH) != 0) {
            report(
                    node.span(),
                    "the condition of " + where + " gives an answer for each element, and " + where
                            + " goes on with each; write any(…[]; …) or all(…[]; …) for one answer");
        }
    }

    void unused(Syntax.Bind bind, String name, int source) {
        if ((source & ONE) != 0 && !name.startsWith("_")) {
            report(bind.span(), "$" + name + " is never used; leave it out, or use it");
        }
    }
}
