package io.atoll.catalog.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of a value. Comparison of texts is case-sensitive; only null and a missing value are empty; an operator whose name
 * begins with "not" or "does not" holds exactly where its opposite does not.
 */
public enum Operator {
    EQUALS("="),
    NOT_EQUALS("!="),
    GREATER(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<="),
    CONTAINS("contains"),
    DOES_NOT_CONTAIN("doesNotContains"),
    CONTAINS_ANY("containsAny"),
    BEGINS("beginsWith"),
    DOES_NOT_BEGIN("doesNotBeginsWith"),
    ENDS("endsWith"),
    DOES_NOT_END("doesNotEndsWith"),
    IN("in"),
    NOT_IN("notIn"),
    EMPTY("isEmpty"),
    NOT_EMPTY("isNotEmpty"),
    BETWEEN("between"),
    NOT_BETWEEN("notBetween"),
    EXPIRED("isExpired"),
    NOT_EXPIRED("isNotExpired");

    private final String wire;

    Operator(String wire) {
        this.wire = wire;
    }

    /** The operator of a name in the API. */
    static Optional<Operator> of(String wire) {
        return Arrays.stream(values())
                .filter(operator -> operator.wire.equals(wire))
                .findFirst();
    }

    /** All names, for messages. */
    static String names() {
        return String.join(", ", Arrays.stream(values()).map(Operator::wire).toList());
    }

    String wire() {
        return wire;
    }

    /** Whether the operator takes no value. */
    boolean unary() {
        return switch (this) {
            case EMPTY, NOT_EMPTY, EXPIRED, NOT_EXPIRED -> true;
            case EQUALS, NOT_EQUALS, GREATER, AT_LEAST, LESS, AT_MOST -> false;
            case CONTAINS, DOES_NOT_CONTAIN, CONTAINS_ANY, BEGINS, DOES_NOT_BEGIN, ENDS, DOES_NOT_END -> false;
            case IN, NOT_IN, BETWEEN, NOT_BETWEEN -> false;
        };
    }

    /** What is wrong with an expected value, if anything. */
    Optional<String> complaint(@Nullable JsonNode expected) {
        if (unary()) {
            return Optional.empty();
        }
        if (expected == null) {
            return Optional.of("needs a \"value\"");
        }
        var fits = switch (this) {
            case IN, NOT_IN, CONTAINS_ANY -> expected.isArray();
            case BEGINS, DOES_NOT_BEGIN, ENDS, DOES_NOT_END -> expected.isTextual();
            case CONTAINS, DOES_NOT_CONTAIN -> expected.isValueNode() || expected.isArray();
            case GREATER, AT_LEAST, LESS, AT_MOST -> expected.isNumber() || expected.isTextual();
            case BETWEEN, NOT_BETWEEN -> Span.isOne(expected);
            case EQUALS, NOT_EQUALS -> !expected.isObject() || Span.isOne(expected);
            case EMPTY, NOT_EMPTY, EXPIRED, NOT_EXPIRED -> true;
        };
        return fits ? Optional.empty() : Optional.of("cannot take the value " + expected);
    }

    /** Whether a value is what is asked for; a missing value is JSON null. */
    boolean holds(JsonNode actual, JsonNode expected, Clock clock) {
        return switch (this) {
            case EQUALS -> equal(actual, expected, clock);
            case NOT_EQUALS -> !equal(actual, expected, clock);
            case GREATER ->
                Values.order(actual, expected).filter(order -> order > 0).isPresent();
            case AT_LEAST ->
                Values.order(actual, expected).filter(order -> order >= 0).isPresent();
            case LESS ->
                Values.order(actual, expected).filter(order -> order < 0).isPresent();
            case AT_MOST ->
                Values.order(actual, expected).filter(order -> order <= 0).isPresent();
            case CONTAINS -> Values.contains(actual, expected);
            case DOES_NOT_CONTAIN -> !Values.contains(actual, expected);
            case CONTAINS_ANY -> actual.isArray() && Values.intersect(actual, expected);
            case BEGINS -> actual.isTextual() && actual.textValue().startsWith(expected.asText());
            case DOES_NOT_BEGIN -> !(actual.isTextual() && actual.textValue().startsWith(expected.asText()));
            case ENDS -> actual.isTextual() && actual.textValue().endsWith(expected.asText());
            case DOES_NOT_END -> !(actual.isTextual() && actual.textValue().endsWith(expected.asText()));
            case IN -> Values.in(actual, expected);
            case NOT_IN -> !Values.in(actual, expected);
            case EMPTY -> actual.isNull();
            case NOT_EMPTY -> !actual.isNull();
            case BETWEEN -> between(actual, expected, clock);
            case NOT_BETWEEN -> !between(actual, expected, clock);
            case EXPIRED -> expired(actual, clock);
            case NOT_EXPIRED -> !expired(actual, clock);
        };
    }

    private static boolean equal(JsonNode actual, JsonNode expected, Clock clock) {
        return expected.isObject() ? between(actual, expected, clock) : Values.equal(actual, expected);
    }

    private static boolean between(JsonNode actual, JsonNode expected, Clock clock) {
        var at = Values.time(actual);
        return at.isPresent() && Span.of(expected, clock).contains(at.get());
    }

    private static boolean expired(JsonNode actual, Clock clock) {
        return Values.time(actual).filter(clock.instant()::isAfter).isPresent();
    }
}
