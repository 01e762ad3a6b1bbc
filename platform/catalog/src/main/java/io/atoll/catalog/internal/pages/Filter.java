package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A condition on one column, as a person chose it.
 *
 * @param key the key of the column
 * @param operator an operator of the search grammar
 * @param value what to compare with, as it was typed
 */
record Filter(String key, String operator, String value) {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Set<String> UNARY = Set.of("isEmpty", "isNotEmpty");
    private static final Map<String, String> WORDS = words();

    /** The operators that a person can choose, and what they are called. */
    static Map<String, String> operators() {
        return WORDS;
    }

    /** The rule of the search grammar that says the same. */
    ObjectNode rule(Optional<Column> column) {
        if (!WORDS.containsKey(operator)) {
            throw Refusal.invalid("A filter cannot compare by \"" + operator + "\".");
        }
        var known = column.orElseThrow(() -> Refusal.invalid("There is no column \"" + key + "\" to filter by."));
        var rule = Json.object().put("property", key).put("operator", operator);
        if (!UNARY.contains(operator)) {
            rule.set("value", typed(known));
        }
        return rule;
    }

    /** The condition in words. */
    String words(Optional<Column> column) {
        var title = column.map(Column::title).orElse(key);
        var comparison = WORDS.getOrDefault(operator, operator);
        return UNARY.contains(operator) ? title + " " + comparison : title + " " + comparison + " " + value;
    }

    private JsonNode typed(Column column) {
        var nodes = Json.MAPPER.getNodeFactory();
        return switch (column.type()) {
            case "number" -> nodes.numberNode(number(column));
            case "boolean" -> nodes.booleanNode(truth(column));
            default -> nodes.textNode(column.isTime() && DAY.matcher(value).matches() ? value + "T00:00:00Z" : value);
        };
    }

    private BigDecimal number(Column column) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw Refusal.invalid("The column \"" + column.title() + "\" has numbers, and \"" + value + "\" is none.");
        }
    }

    private boolean truth(Column column) {
        if (!value.equals("true") && !value.equals("false")) {
            throw Refusal.invalid("The column \"" + column.title() + "\" is true or false, not \"" + value + "\".");
        }
        return value.equals("true");
    }

    private static Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put("contains", "contains");
        words.put("doesNotContains", "does not contain");
        words.put("=", "is");
        words.put("!=", "is not");
        words.put("beginsWith", "begins with");
        words.put("endsWith", "ends with");
        words.put(">", "is more than, or after");
        words.put("<", "is less than, or before");
        words.put("isEmpty", "is empty");
        words.put("isNotEmpty", "is not empty");
        return words;
    }
}
