package io.atoll.catalog.internal.model;

/**
 * A relation of a blueprint.
 *
 * @param key its key in the blueprint
 * @param target the identifier of the blueprint it leads to
 * @param many whether it leads to a list of entities
 * @param required whether an entity must have it
 */
public record Relation(String key, String target, boolean many, boolean required) {}
