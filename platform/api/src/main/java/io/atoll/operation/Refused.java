package io.atoll.operation;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that an operation was not carried out, and that nothing was changed.
 *
 * <p>The message is one or more sentences for people: what, where, and what to do. It holds no secret.
 */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable String field;

    private Refused(Kind kind, @Nullable String field, String message) {
        super(message);
        this.kind = kind;
        this.field = field;
    }

    /** Why an operation was not carried out. */
    public enum Kind {
        /** What was sent is wrong. */
        INVALID,
        /** There is no such thing. */
        UNKNOWN,
        /** What the caller has seen is not what is there now. */
        STALE,
        /** It cannot be done in the state in which things are. */
        CONFLICT,
        /** The caller may not do this. */
        FORBIDDEN,
        /** What it needs is not there or does not answer; later it may be. */
        UNAVAILABLE
    }

    /** Something of the input is wrong; the field is dotted, with positions in brackets, for example {@code samples[2].id}. */
    public static Refused invalid(String field, String message) {
        return new Refused(Kind.INVALID, field, message);
    }

    /** There is no such thing. */
    public static Refused unknown(String message) {
        return new Refused(Kind.UNKNOWN, null, message);
    }

    /** There is no such thing as a field of the input names. */
    public static Refused unknown(String field, String message) {
        return new Refused(Kind.UNKNOWN, field, message);
    }

    /** It has changed since the caller has looked. */
    public static Refused stale(String message) {
        return new Refused(Kind.STALE, null, message);
    }

    /** It cannot be done now, in the state in which things are. */
    public static Refused conflict(String message) {
        return new Refused(Kind.CONFLICT, null, message);
    }

    /** The caller may not do this. */
    public static Refused forbidden(String message) {
        return new Refused(Kind.FORBIDDEN, null, message);
    }

    /** What it needs is not there; later it may be. */
    public static Refused unavailable(String message) {
        return new Refused(Kind.UNAVAILABLE, null, message);
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }

    /** Which part of the input is to blame, if one is. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
