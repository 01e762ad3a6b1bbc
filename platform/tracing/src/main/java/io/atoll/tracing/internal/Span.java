package io.atoll.tracing.internal;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that is over, as OpenTelemetry has it.
 *
 * @param trace sixteen bytes in hexadecimal: the run
 * @param id eight bytes in hexadecimal
 * @param parent the step that it is a part of; {@code null} for the run itself
 * @param name {@code run}, {@code kind}, {@code page}, {@code bulk} or {@code request}
 * @param begun when it began
 * @param ended when it ended
 * @param attributes what is known of it
 * @param failure why it failed; {@code null} if it did not
 */
record Span(
        String trace,
        String id,
        @Nullable String parent,
        String name,
        Instant begun,
        Instant ended,
        Map<String, String> attributes,
        @Nullable String failure) {

    /** Copies the map. */
    Span {
        attributes = Map.copyOf(attributes);
    }
}
