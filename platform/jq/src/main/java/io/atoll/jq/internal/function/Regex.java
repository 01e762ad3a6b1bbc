package io.atoll.jq.internal.function;

import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jcodings.exception.JCodingsException;
import org.jcodings.specific.UTF8Encoding;
import org.joni.NameEntry;
import org.joni.Option;
import org.joni.Syntax;
import org.joni.WarnCallback;
import org.joni.exception.JOniException;
import org.jspecify.annotations.Nullable;

/** A compiled regular expression and its flags: Oniguruma's syntax for Perl with named groups. Immutable and thread-safe. */
public final class Regex {

    /** What jq asks of Oniguruma, as far as Joni has it. */
    private static final Syntax SYNTAX = new Syntax(
            "jq",
            Syntax.PerlNG.op | Syntax.OP_ESC_O_BRACE_OCTAL,
            Syntax.PerlNG.op2
                    | Syntax.OP2_PLUS_POSSESSIVE_REPEAT
                    | Syntax.OP2_PLUS_POSSESSIVE_INTERVAL
                    | Syntax.OP2_QMARK_LPAREN_CONDITION
                    | Syntax.OP2_QMARK_TILDE_ABSENT
                    | Syntax.OP2_ESC_CAPITAL_X_EXTENDED_GRAPHEME_CLUSTER
                    | Syntax.OP2_ESC_CAPITAL_K_KEEP
                    | Syntax.OP2_ESC_CAPITAL_R_LINEBREAK
                    | Syntax.OP2_QMARK_SUBEXP_CALL,
            0,
            Syntax.PerlNG.behavior,
            Syntax.PerlNG.options,
            Syntax.PerlNG.metaCharTable);

    /** Matches nothing in two ways: Joni can refuse an empty match only if it has a choice to go back to. */
    private static final String CHOICE = "(?:|(?!))";

    private final org.joni.Regex compiled;
    private final boolean global;
    private final boolean longest;
    private final @Nullable String[] names;

    private Regex(org.joni.Regex compiled, boolean global, boolean longest) {
        this.compiled = compiled;
        this.global = global;
        this.longest = longest;
        this.names = new String[compiled.numberOfCaptures()];
        if (compiled.numberOfNames() > 0) {
            for (Iterator<NameEntry> entries = compiled.namedBackrefIterator(); entries.hasNext(); ) {
                NameEntry entry = entries.next();
                String name = new String(entry.name, entry.nameP, entry.nameEnd - entry.nameP, StandardCharsets.UTF_8);
                for (int group : entry.getBackRefs()) {
                    names[group - 1] = name;
                }
            }
        }
    }

    /**
     * Compiles.
     *
     * @param flags any of {@code gimnpslx}; null for none
     * @throws EvaluationException if either is wrong, with jq's text
     */
    public static Regex compile(String pattern, @Nullable String flags) {
        boolean global = false;
        int options = Option.CAPTURE_GROUP;
        for (int i = 0; flags != null && i < flags.length(); i++) {
            switch (flags.charAt(i)) {
                case 'g' -> global = true;
                case 'i' -> options |= Option.IGNORECASE;
                case 'x' -> options |= Option.EXTEND;
                case 'm' -> options |= Option.MULTILINE;
                case 's' -> options |= Option.SINGLELINE;
                case 'p' -> options |= Option.MULTILINE | Option.SINGLELINE;
                case 'l' -> options |= Option.FIND_LONGEST;
                case 'n' -> options |= Option.FIND_NOT_EMPTY;
                default -> throw new EvaluationException(flags + " is not a valid modifier string");
            }
        }
        try {
            org.joni.Regex compiled = compile(pattern, options);
            if ((options & Option.FIND_NOT_EMPTY) != 0) {
                compiled = compile(CHOICE + pattern, options);
            }
            return new Regex(compiled, global, (options & Option.FIND_LONGEST) != 0);
        } catch (JOniException | JCodingsException e) {
            throw new EvaluationException("Regex failure: " + reason(e));
        } catch (StackOverflowError e) {
            throw new EvaluationException("Regex failure: parse depth limit over");
        }
    }

    private static org.joni.Regex compile(String pattern, int options) {
        byte[] bytes = new Subject(pattern).bytes();
        return new org.joni.Regex(bytes, 0, bytes.length, options, UTF8Encoding.INSTANCE, SYNTAX, WarnCallback.NONE);
    }

    /** As Oniguruma words it. */
    private static String reason(Exception error) {
        String reason = String.valueOf(error.getMessage());
        return reason.startsWith("invalid character property name")
                ? reason.replace('<', '{').replace('>', '}')
                : reason;
    }

    /** Whether a search goes on after the first match. */
    public boolean global() {
        return global;
    }

    /** Number of groups. */
    public int groups() {
        return names.length;
    }

    /**
     * The name of a group, null if it has none.
     *
     * @param group from 1
     */
    public @Nullable String name(int group) {
        return names[group - 1];
    }

    /** Whether it matches somewhere. */
    public boolean test(String input, Meter meter) {
        return matches(input, meter).next();
    }

    /** Its matches: with the flag g all, otherwise at most one; they are searched one by one. */
    public Matches matches(String input, Meter meter) {
        return new Matches(this, new Subject(input), meter);
    }

    /** What searches. */
    org.joni.Regex compiled() {
        return compiled;
    }

    /** Whether the longest of all matches is wanted, not the first. */
    boolean longest() {
        return longest;
    }
}
