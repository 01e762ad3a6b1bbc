package io.atoll.custom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.HaltException;
import io.atoll.jq.Jq;
import io.atoll.jq.LimitException;
import io.atoll.jq.SyntaxException;
import io.atoll.kit.http.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the answer to a request for a token is used in other requests: texts in which <code>{{.path}}</code> stands for what a jq expression
 * finds in the answer.
 *
 * @param headers texts by name; may be {@code null}
 * @param queryParams texts by name; may be {@code null}
 * @param body is merged into JSON bodies; may be {@code null}
 */
record TokenTemplate(
        @Nullable ObjectNode headers,
        @Nullable ObjectNode queryParams,
        @Nullable ObjectNode body) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^}]*)\\}\\}");

    /** Refuses templates that are wrong. */
    TokenTemplate {
        if (empty(headers) && empty(queryParams) && empty(body)) {
            throw new IllegalArgumentException(
                    "at least one of 'headers', 'queryParams' and 'body' says how the token is used, such as"
                            + " {\"headers\": {\"Authorization\": \"Bearer {{.access_token}}\"}}");
        }
        check("headers", headers);
        check("queryParams", queryParams);
        check("body", body);
    }

    private static boolean empty(@Nullable ObjectNode values) {
        return values == null || values.isEmpty();
    }

    private static void check(String where, @Nullable JsonNode value) {
        if (value != null && value.isTextual()) {
            Matcher places = PLACE.matcher(value.asText());
            while (places.find()) {
                String path = places.group(1);
                if (!path.startsWith(".")) {
                    throw new IllegalArgumentException(where + ": '" + places.group()
                            + "' is not of the form {{.path}}, such as {{.access_token}}");
                }
                try {
                    Jq.standard().compile(path);
                } catch (SyntaxException e) {
                    throw new IllegalArgumentException(
                            where + ": '" + places.group() + "' is no path: " + e.getMessage(), e);
                }
            }
        } else if (value != null) {
            value.properties().forEach(field -> check(where + "." + field.getKey(), field.getValue()));
            if (value.isArray()) {
                value.forEach(element -> check(where, element));
            }
        }
    }

    /**
     * A call with the values of an answer.
     *
     * @throws IllegalArgumentException if the answer has not what a template names
     */
    Call apply(Call call, JsonNode answer) {
        Call applied = call;
        for (var header : properties(headers)) {
            applied = applied.header(header.getKey(), text(header.getValue(), answer));
        }
        for (var parameter : properties(queryParams)) {
            applied = applied.replace(parameter.getKey(), text(parameter.getValue(), answer));
        }
        if (body != null && !body.isEmpty()) {
            ObjectNode merged = call.body() instanceof Call.Body.Json json && json.value() instanceof ObjectNode own
                    ? own.deepCopy()
                    : JsonNodeFactory.instance.objectNode();
            merged.setAll((ObjectNode) filled(body, answer));
            applied = applied.json(merged);
        }
        return applied;
    }

    private static List<java.util.Map.Entry<String, JsonNode>> properties(@Nullable ObjectNode values) {
        return values == null ? List.of() : List.copyOf(values.properties());
    }

    private static String text(JsonNode template, JsonNode answer) {
        return filled(template, answer).asText();
    }

    private static JsonNode filled(JsonNode template, JsonNode answer) {
        if (template instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue(), answer)));
            return filled;
        }
        if (template instanceof ArrayNode array) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> filled.add(filled(element, answer)));
            return filled;
        }
        return template.isTextual()
                ? TextNode.valueOf(PLACE.matcher(template.asText())
                        .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), answer))))
                : template;
    }

    private static String value(String path, JsonNode answer) {
        try {
            JsonNode found = Jq.standard().compile(path).first(answer);
            if (found != null && !found.isNull()) {
                return found.isContainerNode() ? found.toString() : found.asText();
            }
        } catch (SyntaxException | EvaluationException | LimitException | HaltException e) {
            // told below
        }
        List<String> names = new ArrayList<>();
        answer.fieldNames().forEachRemaining(names::add);
        throw new IllegalArgumentException(
                "nothing is at '" + path + "' of customAuthRequestTemplate; the answer has " + names);
    }
}
