package io.atoll.catalog.internal.model;

/**
 * The name of an entity.
 *
 * @param blueprint the identifier of its blueprint
 * @param identifier its identifier, unique in the blueprint
 */
public record Ref(String blueprint, String identifier) {

    @Override
    public String toString() {
        return blueprint + "/" + identifier;
    }
}
