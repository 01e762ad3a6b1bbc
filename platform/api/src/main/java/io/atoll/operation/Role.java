package io.atoll.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do. Each role includes those before it. */
public enum Role {
    /** Look at everything but people and the audit log. */
    VIEWER,
    /** Begin, end, approve and reject runs; replay and discard events. */
    OPERATOR,
    /** Change mappings and the configuration of integrations. */
    INTEGRATOR,
    /** Deploy, manage people, see the audit log, use the Felix Web Console. */
    ADMIN;

    /** The role of a name, as {@link #toString()} writes it. */
    public static Optional<Role> of(String name) {
        return Arrays.stream(values())
                .filter(role -> role.toString().equals(name))
                .findFirst();
    }

    /** Whether who has this role may do what is for another. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The lesser of this role and another. */
    public Role atMost(Role other) {
        return includes(other) ? other : this;
    }

    /** The name as files and people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
