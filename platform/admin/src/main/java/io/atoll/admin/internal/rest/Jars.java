package io.atoll.admin.internal.rest;

import io.atoll.operation.Field.Place;
import io.atoll.operation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jars that are sent as bodies: they are taken in first, and the operation gets the name under which they wait. */
final class Jars {

    /** The field of operations that take such a name. */
    static final String FIELD = "upload";

    /** The media type of a jar. */
    static final String TYPE = "application/java-archive";

    private static final Set<String> TYPES = Set.of(TYPE, "application/x-java-archive", "application/octet-stream");

    private Jars() {}

    /** Whether an operation takes a jar. */
    static boolean taken(Operation<?, ?> operation) {
        return operation.fields().stream()
                .anyMatch(field -> field.place() == Place.BODY && field.name().equals(FIELD));
    }

    /** Whether the body of a request says that it is one. */
    static boolean sent(HttpServletRequest request) {
        @Nullable String type = request.getContentType();
        return type != null && TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
