package io.atoll.admin.internal.people;

import io.atoll.operation.Role;

/**
 * Somebody who may sign in.
 *
 * @param name unique
 * @param role what the user may do
 * @param password what is kept of the password
 */
record User(String name, Role role, PasswordHash password) {

    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
