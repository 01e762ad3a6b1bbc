package io.atoll.operation;

import java.util.Locale;
import java.util.Optional;

/**
 * Who asks for an operation.
 *
 * <p>A face makes a caller only of what it has verified itself.
 *
 * @param name of the user
 * @param role what the user may do, by these means
 * @param means how the user has shown who it is
 * @param ifMatch the version of what shall be changed that the caller has seen, as {@link Operations.Answer#etag()}; empty if it does not matter
 */
public record Caller(String name, Role role, Means means, Optional<String> ifMatch) {

    /** A caller to whom the version does not matter. */
    public Caller(String name, Role role, Means means) {
        this(name, role, means, Optional.empty());
    }

    /** The same, who has seen a version. */
    public Caller seeing(String etag) {
        return new Caller(name, role, means, Optional.of(etag));
    }

    /** How somebody has shown who it is. */
    public enum Means {
        /** By a session in a browser. */
        SESSION,
        /** By a password with the request. */
        PASSWORD,
        /** By an API token. */
        TOKEN,
        /** By being the user of the machine that runs the platform. */
        SHELL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For people: name and means. */
    @Override
    public String toString() {
        return name + " (" + means + ")";
    }
}
