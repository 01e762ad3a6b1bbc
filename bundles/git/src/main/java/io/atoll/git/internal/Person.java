package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote, committed or tagged something, by the names that the mailmap of the repository prefers.
 *
 * @param name may be empty
 * @param email in lower case; may be empty
 * @param when when it was done; {@code null} if the repository holds no date that can be written
 */
record Person(String name, String email, @Nullable Instant when) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** Puts the e-mail address into lower case and drops a date outside the years 1 to 9999. */
    Person {
        email = email.strip().toLowerCase(Locale.ROOT);
        when = when == null || when.isBefore(FIRST) || when.isAfter(LAST) ? null : when;
    }

    /** What is equal for the same person in a repository: the e-mail address, or the name if there is none. */
    String key() {
        if (!email.isEmpty()) {
            return email;
        }
        return name.isBlank() ? "unknown" : name.strip();
    }

    /** {@code {id, name, email, date}}, where the id is that of the contributor. */
    ObjectNode toJson(String repository) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Identifier.of(repository, key()))
                .put("name", name)
                .put("email", email)
                .put("date", when == null ? null : when.toString());
    }
}
