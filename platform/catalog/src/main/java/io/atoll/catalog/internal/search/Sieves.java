package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.Sieve;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the matches of comparisons have in common in the store. */
final class Sieves {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@_=-]+");

    /** Databases round numbers in their own ways; this is far more than they differ. */
    private static final double MARGIN = 1e-9;

    private Sieves() {}

    /** The sieve of a comparison; empty if its matches may be anywhere, or if the value is not stored with the entity. */
    static Optional<Sieve> of(String property, Operator operator, JsonNode value, Blueprint blueprint) {
        var own = blueprint.properties().has(property);
        var related = blueprint.relations().containsKey(property);
        if (!own && !related && !property.equals("$title")) {
            return Optional.empty();
        }
        var text = ofText(operator, value);
        if (text.isPresent()
                || !own
                || related
                || !PLAIN.matcher(property).matches()
                || computed(property, blueprint)) {
            return text;
        }
        return ofProperty(property, operator, value);
    }

    private static Optional<Sieve> ofText(Operator operator, JsonNode value) {
        return switch (operator) {
            case EQUALS -> written(value).map(Sieve.Holds::new);
            case CONTAINS, BEGINS, ENDS ->
                written(value).map(text -> new Sieve.Holds(text.substring(1, text.length() - 1)));
            case IN, CONTAINS_ANY -> any(value, one -> ofText(Operator.EQUALS, one));
            case NOT_EQUALS, GREATER, AT_LEAST, LESS, AT_MOST, DOES_NOT_CONTAIN, DOES_NOT_BEGIN -> Optional.empty();
            case DOES_NOT_END, NOT_IN, EMPTY, NOT_EMPTY, BETWEEN, NOT_BETWEEN, EXPIRED, NOT_EXPIRED -> Optional.empty();
        };
    }

    private static Optional<Sieve> ofProperty(String property, Operator operator, JsonNode value) {
        return switch (operator) {
            case EMPTY -> Optional.of(new Sieve.Present(property, false));
            case NOT_EMPTY -> Optional.of(new Sieve.Present(property, true));
            case EQUALS, GREATER, AT_LEAST, LESS, AT_MOST -> ofNumber(property, operator, value);
            case IN ->
                any(value, one -> ofText(Operator.EQUALS, one).or(() -> ofNumber(property, Operator.EQUALS, one)));
            case NOT_EQUALS, CONTAINS, DOES_NOT_CONTAIN, CONTAINS_ANY, BEGINS, DOES_NOT_BEGIN, ENDS, DOES_NOT_END ->
                Optional.empty();
            case NOT_IN, BETWEEN, NOT_BETWEEN, EXPIRED, NOT_EXPIRED -> Optional.empty();
        };
    }

    private static Optional<Sieve> ofNumber(String property, Operator operator, JsonNode value) {
        var number = value.doubleValue();
        if (!value.isNumber() || !Double.isFinite(number)) {
            return Optional.empty();
        }
        var margin = Math.abs(number) * MARGIN + Double.MIN_NORMAL;
        var least =
                operator == Operator.LESS || operator == Operator.AT_MOST ? Double.NEGATIVE_INFINITY : number - margin;
        var most = operator == Operator.GREATER || operator == Operator.AT_LEAST
                ? Double.POSITIVE_INFINITY
                : number + margin;
        return Optional.of(new Sieve.Between(property, least, most, operator == Operator.EQUALS));
    }

    /** One of the sieves of the elements, if each has one. */
    private static Optional<Sieve> any(JsonNode elements, Element each) {
        var sieves = new ArrayList<Sieve>();
        for (var element : elements) {
            var sieve = each.sieve(element);
            if (sieve.isEmpty()) {
                return Optional.empty();
            }
            sieves.add(sieve.get());
        }
        return sieves.isEmpty() ? Optional.empty() : Optional.of(new Sieve.Any(sieves));
    }

    /** A text with something in it, as JSON writes it. */
    private static Optional<String> written(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty()
                ? Optional.of(new String(Json.bytes(value), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static boolean computed(String property, Blueprint blueprint) {
        return List.of("mirrorProperties", "calculationProperties", "aggregationProperties").stream()
                .anyMatch(kind -> blueprint.document().path(kind).has(property));
    }

    @FunctionalInterface
    private interface Element {

        Optional<Sieve> sieve(JsonNode element);
    }
}
