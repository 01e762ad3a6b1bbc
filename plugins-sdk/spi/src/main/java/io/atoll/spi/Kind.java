package io.atoll.spi;

/**
 * The name of one sort of record that an integration reads, such as {@code issue} or {@code repository}.
 *
 * <p>A mapping refers to records by kind; a provider declares by {@link ResyncKinds} which kinds it reads. Kinds are compared
 * exactly, upper and lower case differ.
 *
 * @param name the name as mappings write it; not blank
 */
public record Kind(String name) {

    /** Refuses a blank name with an {@link IllegalArgumentException}. */
    public Kind {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a kind needs a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
