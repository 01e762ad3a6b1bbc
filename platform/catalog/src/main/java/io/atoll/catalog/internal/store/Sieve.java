package io.atoll.catalog.internal.store;

import java.util.List;

/**
 * What an entity must at least be for a search to look at it. A store passes over those that certainly are not, as far as it can tell; what
 * it lets through may still not match.
 */
public sealed interface Sieve {

    /**
     * The stored JSON has a text in it.
     *
     * @param part the text, as JSON writes it
     */
    record Holds(String part) implements Sieve {}

    /**
     * A property is a number between two others, both included.
     *
     * @param property its key, of letters, digits and any of {@code @ _ = -}
     * @param least the least, or negative infinity
     * @param most the most, or infinity
     * @param lists whether a list passes too
     */
    record Between(String property, double least, double most, boolean lists) implements Sieve {}

    /**
     * A property is there and not null, or is not there or null.
     *
     * @param property its key, of letters, digits and any of {@code @ _ = -}
     * @param present which of both
     */
    record Present(String property, boolean present) implements Sieve {}

    /**
     * All of some.
     *
     * @param sieves the sieves, at least one
     */
    record All(List<Sieve> sieves) implements Sieve {

        public All {
            sieves = List.copyOf(sieves);
        }
    }

    /**
     * One of some.
     *
     * @param sieves the sieves, at least one
     */
    record Any(List<Sieve> sieves) implements Sieve {

        public Any {
            sieves = List.copyOf(sieves);
        }
    }
}
