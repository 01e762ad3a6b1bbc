package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where matches can be: a search needs to look nowhere else.
 *
 * @param blueprints the only blueprints, or empty if it may be any
 * @param identifiers the only identifiers, or empty if it may be any
 */
record Narrowing(Optional<SortedSet<String>> blueprints, Optional<SortedSet<String>> identifiers) {

    static final Narrowing NONE = new Narrowing(Optional.empty(), Optional.empty());

    static Narrowing of(String property, Operator operator, JsonNode value) {
        if (operator != Operator.EQUALS && operator != Operator.IN) {
            return NONE;
        }
        Optional<SortedSet<String>> names = Optional.of(new TreeSet<>(Json.texts(value)));
        return switch (property) {
            case "$blueprint" -> new Narrowing(names, Optional.empty());
            case "$identifier" -> new Narrowing(Optional.empty(), names);
            default -> NONE;
        };
    }

    /** To some entities that are known by name. */
    static Narrowing to(Set<Ref> refs) {
        var blueprints = new TreeSet<String>();
        var identifiers = new TreeSet<String>();
        for (var ref : refs) {
            blueprints.add(ref.blueprint());
            identifiers.add(ref.identifier());
        }
        return new Narrowing(Optional.of(blueprints), Optional.of(identifiers));
    }

    Narrowing and(Narrowing other) {
        return new Narrowing(both(blueprints, other.blueprints), both(identifiers, other.identifiers));
    }

    Narrowing or(Narrowing other) {
        return new Narrowing(either(blueprints, other.blueprints), either(identifiers, other.identifiers));
    }

    private static Optional<SortedSet<String>> both(
            Optional<SortedSet<String>> left, Optional<SortedSet<String>> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.or(() -> right);
        }
        var common = new TreeSet<>(left.get());
        common.retainAll(Set.copyOf(right.get()));
        return Optional.of(common);
    }

    private static Optional<SortedSet<String>> either(
            Optional<SortedSet<String>> left, Optional<SortedSet<String>> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        var all = new TreeSet<>(left.get());
        all.addAll(right.get());
        return Optional.of(all);
    }
}
