package io.atoll.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Role;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request to a page.
 *
 * @param caller the user, as operations want to know it
 * @param formToken a secret of this visitor: a page puts it into each of its forms, and does what a form asks only if it comes back
 */
public record Visitor(Caller caller, String formToken) {

    /** The request attribute that holds the visitor; absent if nobody signed in. */
    public static final String ATTRIBUTE = "io.atoll.access.visitor";

    /** Somebody with a session who may look, and nothing else. */
    public Visitor(String name, String formToken) {
        this(new Caller(name, Role.VIEWER, Means.SESSION), formToken);
    }

    /** The name of the user. */
    public String name() {
        return caller.name();
    }

    /** Whether a form came back with this visitor's token; takes equally long whatever the token is. */
    public boolean sent(@Nullable String token) {
        return token != null && MessageDigest.isEqual(token.getBytes(UTF_8), formToken.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return name();
    }
}
