package io.atoll.diff.internal;

import io.atoll.model.Entity;
import io.atoll.pipeline.Reconciler.Examined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity with its hashes.
 *
 * @param entity the entity
 * @param content the hash of its content that is the same in all comparisons
 * @param key its name; {@code null} if only the catalog can find it
 * @param fingerprint the hashes of its fields in this comparison
 */
record Examination(Entity entity, long content, @Nullable Key key, Fingerprint fingerprint) implements Examined {

    /** Hashes an entity. */
    static Examination of(Entity entity, Hashes hashes) {
        List<Field> fields = Field.of(entity);
        return new Examination(
                entity,
                hashes.content(fields),
                entity.searched() ? null : Key.of(entity.ref(), hashes.secret()),
                Fingerprint.produced(fields, hashes.secret()));
    }
}
