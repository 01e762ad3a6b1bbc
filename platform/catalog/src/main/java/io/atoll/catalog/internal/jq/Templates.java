package io.atoll.catalog.internal.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.catalog.internal.model.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills documents in which texts hold jq programs in double braces: a text that is nothing but one program becomes its output, in other texts
 * the outputs stand as text.
 *
 * @param expressions the jq programs
 */
public record Templates(Expressions expressions) {

    private static final Pattern PROGRAM = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);

    /** The document with every program in it evaluated on an input. */
    public JsonNode filled(JsonNode template, JsonNode input) {
        if (template.isTextual()) {
            return text(template.textValue(), input);
        }
        if (template instanceof ArrayNode list) {
            var filled = Json.array();
            list.forEach(item -> filled.add(filled(item, input)));
            return filled;
        }
        if (template instanceof ObjectNode object) {
            var filled = Json.object();
            object.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue(), input)));
            return filled;
        }
        return template;
    }

    private JsonNode text(String text, JsonNode input) {
        var whole = PROGRAM.matcher(text.strip());
        if (whole.matches() && whole.group(1).indexOf("{{") < 0) {
            return expressions.first(whole.group(1), input);
        }
        return TextNode.valueOf(PROGRAM.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(inText(expressions.first(found.group(1), input)))));
    }

    private static String inText(JsonNode output) {
        return output.isNull() ? "" : output.isValueNode() ? output.asText() : output.toString();
    }
}
