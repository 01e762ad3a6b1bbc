package io.atoll.catalog.internal.entity;

import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Refusal;

/** What became of one item of a bulk write. */
public sealed interface Outcome {

    /**
     * It was written.
     *
     * @param entity the entity as it is now
     * @param created whether it did not exist before
     */
    record Written(CatalogEntity entity, boolean created) implements Outcome {}

    /**
     * It was not written.
     *
     * @param identifier its identifier, or {@code unknown} if that was a search without a result
     * @param refusal why
     */
    record Refused(String identifier, Refusal refusal) implements Outcome {}
}
