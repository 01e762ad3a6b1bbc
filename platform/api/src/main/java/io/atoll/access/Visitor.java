package io.atoll.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request to a page.
 *
 * @param name the name of the user
 * @param formToken a secret of this visitor: a page puts it into each of its forms, and does what a form asks only if it comes back
 */
public record Visitor(String name, String formToken) {

    /** The request attribute that holds the visitor; absent if nobody signed in. */
    public static final String ATTRIBUTE = "io.atoll.access.visitor";

    /** Whether a form came back with this visitor's token; takes equally long whatever the token is. */
    public boolean sent(@Nullable String token) {
        return token != null && MessageDigest.isEqual(token.getBytes(UTF_8), formToken.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return name;
    }
}
