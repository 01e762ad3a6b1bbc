package io.atoll.custom.internal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Page;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the records are in an answer: a jq expression whose outputs are records, or arrays of them.
 *
 * <p>What is counted for paging is the list that the expression reads, not what it makes of it: a page of which it keeps nothing is not the
 * end. A place that an answer does not have at all is no empty list.
 */
final class DataPath {

    private static final Pattern PLAIN = Pattern.compile("\\s*(\\.|(\\.[A-Za-z_][A-Za-z0-9_]*)+)\\s*");

    private final Expression expression;
    private final boolean plain;
    private final @Nullable JsonPointer place;

    private DataPath(Expression expression, boolean plain, @Nullable JsonPointer place) {
        this.expression = expression;
        this.plain = plain;
        this.place = place;
    }

    /** Takes the expression of a key; {@code null} for the whole answer. */
    static DataPath of(String key, @Nullable String text) throws Misconfigured {
        Expression expression = Expression.of(key, text == null || text.isBlank() ? "." : text);
        Set<List<String>> reads = expression.program().analysis().reads();
        return new DataPath(
                expression,
                PLAIN.matcher(expression.program().text()).matches(),
                reads.size() == 1 ? pointer(reads.iterator().next()) : null);
    }

    private static JsonPointer pointer(List<String> keys) {
        JsonPointer pointer = JsonPointer.empty();
        for (String key : keys) {
            pointer = pointer.appendProperty(key);
        }
        return pointer;
    }

    /** Where the list is that has pages; one that comes in one answer can be read from there item by item. */
    Call.Items items() {
        return plain && place != null ? new Call.Items.At(place, true) : new Call.Items.By(this::list);
    }

    /** The records of a page; mostly objects. */
    List<JsonNode> records(Page page) throws Unexpected {
        return plain ? page.items() : flat(expression.all(page.body()));
    }

    private JsonNode list(JsonNode body) {
        JsonNode found = place == null ? MissingNode.getInstance() : body.at(place);
        if (found.isArray()) {
            return found;
        }
        List<JsonNode> outputs = expression.program().all(body);
        boolean nothing =
                outputs.isEmpty() ? found.isMissingNode() : outputs.stream().allMatch(JsonNode::isNull);
        return nothing ? MissingNode.getInstance() : array(flat(outputs));
    }

    private static ArrayNode array(List<JsonNode> items) {
        return JsonNodeFactory.instance.arrayNode().addAll(items);
    }

    private static List<JsonNode> flat(List<JsonNode> outputs) {
        List<JsonNode> flat = new ArrayList<>();
        for (JsonNode output : outputs) {
            if (output.isArray()) {
                output.forEach(flat::add);
            } else if (!output.isNull()) {
                flat.add(output);
            }
        }
        return flat;
    }

    @Override
    public String toString() {
        return expression.program().text();
    }
}
