package io.atoll.custom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.atoll.kit.Fanout;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.RecordSink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of all path parameters of an endpoint, each combination of them a partition: one that cannot be read leaves the others
 * alone. A parameter whose own endpoint has parameters is looked up for each of their values.
 */
final class PathValues {

    private final Listings listings;
    private final Map<String, PathParameter> parameters;
    private final PagingTerms usual;
    private final int width;

    /**
     * Makes one.
     *
     * @param parameters by name
     * @param width how many values are dealt with at once
     */
    PathValues(Listings listings, Map<String, PathParameter> parameters, PagingTerms usual, int width) {
        this.listings = listings;
        this.parameters = parameters;
        this.usual = usual;
        this.width = width;
    }

    /** Reads what belongs to some values. */
    @FunctionalInterface
    interface Leaf {

        /**
         * Reads it.
         *
         * @param values by the names of the parameters, in the order in which they were found
         */
        void read(Map<String, String> values, RecordSink part) throws IntegrationException, InterruptedException;
    }

    /** Reads a leaf for each combination of values. */
    void each(PathTemplate path, RecordSink sink, Leaf leaf) throws IntegrationException, InterruptedException {
        each(List.copyOf(ordered(path)), Map.of(), sink, leaf);
    }

    private void each(List<String> names, Map<String, String> known, RecordSink sink, Leaf leaf)
            throws IntegrationException, InterruptedException {
        if (names.isEmpty()) {
            leaf.read(known, sink);
            return;
        }
        String name = names.getFirst();
        PathParameter parameter = parameter(name, "the kind");
        var reading = new Reading(name, parameter);
        Listing listing = Listing.of(parameter, PathTemplate.of(parameter.endpoint()), known, usual);
        Listings.Reader values = page ->
                Fanout.partitions(sink, reading.values(page), value -> name + "=" + value, width, (value, part) -> {
                    var more = new LinkedHashMap<>(known);
                    more.put(name, value);
                    each(names.subList(1, names.size()), more, part, leaf);
                });
        if (PathTemplate.of(parameter.endpoint()).names().isEmpty()) {
            listings.whole(listing, values);
        } else {
            listings.read(listing, values);
        }
        reading.requireSome(listing);
    }

    /** The parameters that a path needs, each after those that it needs itself. */
    private SequencedSet<String> ordered(PathTemplate path) throws Misconfigured {
        var ordered = new LinkedHashSet<String>();
        order(path, "the kind", new LinkedHashSet<>(), ordered);
        return ordered;
    }

    private void order(PathTemplate path, String where, SequencedSet<String> open, SequencedSet<String> ordered)
            throws Misconfigured {
        for (String name : path.names()) {
            if (!ordered.contains(name)) {
                if (!open.add(name)) {
                    throw new Misconfigured("path_parameters: to find '" + name + "', '" + name
                            + "' would have to be known: " + String.join(" → ", open));
                }
                order(
                        PathTemplate.of(parameter(name, where).endpoint()),
                        "the endpoint of path parameter '" + name + "'",
                        open,
                        ordered);
                open.remove(name);
                ordered.add(name);
            }
        }
    }

    private PathParameter parameter(String name, String where) throws Misconfigured {
        PathParameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new Misconfigured(where + " has the parameter '{" + name
                    + "}', but path_parameters of the selector does not say where its values come from"
                    + (parameters.isEmpty() ? "" : "; it has " + new java.util.TreeSet<>(parameters.keySet())));
        }
        return parameter;
    }

    /** One reading of the values of a parameter; for one thread. */
    private static final class Reading {

        private final String name;
        private final Expression field;
        private final @Nullable Expression filter;
        private final Set<String> seen = new HashSet<>();
        private long wanted;

        Reading(String name, PathParameter parameter) throws Misconfigured {
            this.name = name;
            String key = "path_parameters." + name;
            this.field = Expression.of(key + ".field", parameter.field());
            this.filter = parameter.filter() == null ? null : Expression.of(key + ".filter", parameter.filter());
        }

        List<String> values(List<? extends JsonNode> page) throws Unexpected {
            List<String> values = new ArrayList<>();
            for (JsonNode item : page) {
                if (filter == null || BooleanNode.TRUE.equals(filter.first(item))) {
                    wanted++;
                    JsonNode value = field.first(item);
                    if (value != null && value.isContainerNode()) {
                        throw new Unexpected("path_parameters." + name
                                + ".field gives an array or an object, but the value of a path parameter is a text or a"
                                + " number");
                    }
                    if (value != null && !value.isNull() && seen.add(value.asText())) {
                        values.add(value.asText());
                    }
                }
            }
            return values;
        }

        void requireSome(Listing listing) throws Unexpected {
            if (wanted > 0 && seen.isEmpty()) {
                throw new Unexpected("path_parameters." + name + ".field '"
                        + field.program().text() + "' gives no value for any of the " + wanted + " items of " + listing
                        + ": check field, and data_path of the path parameter");
            }
        }
    }
}
