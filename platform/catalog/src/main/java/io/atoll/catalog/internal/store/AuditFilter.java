package io.atoll.catalog.internal.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which audits are asked for: those that fit everything that is given.
 *
 * @param identifier the audit of this name
 * @param resources of these kinds; all kinds if empty
 * @param blueprint of this blueprint, or of its entities
 * @param subject of what has this identifier
 * @param action of this action
 * @param run of this action run
 * @param webhook of this webhook
 * @param origins of these origins; all if empty
 * @param from not before this time
 * @param to not after this time
 */
public record AuditFilter(
        @Nullable String identifier,
        List<String> resources,
        @Nullable String blueprint,
        @Nullable String subject,
        @Nullable String action,
        @Nullable String run,
        @Nullable String webhook,
        List<String> origins,
        @Nullable Instant from,
        @Nullable Instant to) {

    public AuditFilter {
        resources = List.copyOf(resources);
        origins = List.copyOf(origins);
    }

    /** The audits of one subject. */
    public static AuditFilter of(Audit.Subject subject) {
        return new AuditFilter(
                null,
                List.of(subject.resource()),
                subject.blueprint(),
                subject.identifier(),
                null,
                null,
                null,
                List.of(),
                null,
                null);
    }
}
