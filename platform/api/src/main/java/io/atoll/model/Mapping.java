package io.atoll.model;

import java.util.List;

/**
 * A whole mapping of an integration: which kinds are read, and how their records become entities.
 *
 * @param resources what is read, in the order in which runs read it
 * @param options how entities are written
 * @param hash a text that is equal for mappings of equal content: what a run compares to see that its mapping is still in force
 */
public record Mapping(List<Resource> resources, Options options, String hash) {

    /** Copies the list. */
    public Mapping {
        resources = List.copyOf(resources);
    }

    /**
     * How entities are written.
     *
     * @param merge {@code enableMergeEntity}: what a mapping does not mention stays as it is in the catalog
     * @param deleteDependents {@code deleteDependentEntities}: deleting an entity deletes those that need it
     * @param createMissingRelated {@code createMissingRelatedEntities}: the catalog makes up the missing targets of relations
     * @param deletionThreshold {@code entityDeletionThreshold}: the greatest part, from 0 to 1, of the owned entities that one run may
     *     delete unasked; 0 means that it may delete none
     */
    public record Options(
            boolean merge, boolean deleteDependents, boolean createMissingRelated, double deletionThreshold) {}
}
