package io.atoll.catalog.internal.entity;

/**
 * How an entity is to be written.
 *
 * @param upsert whether an entity that exists is changed; otherwise that is a conflict
 * @param merge whether what was not sent stays as it is; otherwise it is dropped
 * @param validationOnly whether everything is checked and nothing written
 * @param createMissing whether entities that a relation names and that are missing are made, bare
 */
public record WriteOptions(boolean upsert, boolean merge, boolean validationOnly, boolean createMissing) {

    /** Replaces an entity that must exist. */
    public static WriteOptions replace(boolean createMissing) {
        return new WriteOptions(true, false, false, createMissing);
    }

    /** Changes parts of an entity that must exist. */
    public static WriteOptions change(boolean createMissing) {
        return new WriteOptions(true, true, false, createMissing);
    }
}
