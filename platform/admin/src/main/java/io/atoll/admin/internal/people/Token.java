package io.atoll.admin.internal.people;

import io.atoll.operation.Role;
import java.time.Instant;

/**
 * What is kept of an API token.
 *
 * @param id short, unique, and no secret
 * @param user whose it is
 * @param label what its owner calls it
 * @param role what its bearer may do at most
 * @param createdAt when it was made
 * @param expiresAt from when on it is worth nothing
 * @param digest SHA-256 of the token, in hexadecimal digits
 */
public record Token(
        String id, String user, String label, Role role, Instant createdAt, Instant expiresAt, String digest) {

    @Override
    public String toString() {
        return id + " of " + user;
    }
}
