package io.atoll.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What a careful person would write in Java instead of jq, for records that are known to be good: the ceiling. */
final class HandWritten {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final TextNode BLUEPRINT = TextNode.valueOf("jiraIssue");
    private static final TextNode ISSUE = TextNode.valueOf("issue");
    private static final TextNode X = TextNode.valueOf("x");
    private static final Pattern FRACTION = Pattern.compile("\\.[0-9]+\\+0000$");
    private static final Pattern ALPHA = Pattern.compile("^alpha", Pattern.CASE_INSENSITIVE);

    private HandWritten() {}

    /** What a sample does. */
    static UnaryOperator<JsonNode> evaluation(Sample sample) {
        return switch (sample) {
            case PATH -> record -> value(record.path("a").path("b"), "c");
            case DEFAULT -> HandWritten::status;
            case PART -> record -> before(record.path("key").textValue(), '-');
            case SELECT -> HandWritten::active;
            case CONDITION ->
                record -> BooleanNode.valueOf("y".equals(record.path("x").textValue()));
            case CONSTANT -> record -> ISSUE;
            case ADDRESS -> record -> TextNode.valueOf(address(record));
            case REPLACE ->
                record -> TextNode.valueOf(
                        FRACTION.matcher(text(record, "created")).replaceFirst("Z"));
            case MATCH ->
                record -> BooleanNode.valueOf(
                        ALPHA.matcher(text(record, "summary")).find());
            case INTERPOLATION ->
                record -> TextNode.valueOf(
                        record.path("key").textValue() + "-" + record.path("id").textValue());
            case EACH -> HandWritten::lower;
        };
    }

    private static String text(JsonNode record, String field) {
        return record.path("fields").path(field).textValue();
    }

    private static JsonNode status(JsonNode record) {
        JsonNode name = value(record.path("fields").path("status"), "name");
        return name.isNull() || (name.isBoolean() && !name.booleanValue()) ? X : name;
    }

    private static TextNode before(String text, char separator) {
        int end = text.indexOf(separator);
        return TextNode.valueOf(end < 0 ? text : text.substring(0, end));
    }

    private static TextNode active(JsonNode record) {
        StringJoiner names = new StringJoiner(",");
        for (JsonNode item : record.path("items")) {
            if (item.path("active").booleanValue()) {
                names.add(item.path("name").textValue());
            }
        }
        return TextNode.valueOf(names.toString());
    }

    private static ArrayNode lower(JsonNode record) {
        ArrayNode lower = NODES.arrayNode();
        for (JsonNode label : record.path("fields").path("labels")) {
            lower.add(label.textValue().toLowerCase(Locale.ROOT));
        }
        return lower;
    }

    /** What the mapping does with an issue. */
    static ObjectNode entity(JsonNode issue) {
        JsonNode fields = issue.path("fields");

        ObjectNode properties = NODES.objectNode();
        properties.put("url", address(issue));
        properties.set("status", value(fields.path("status"), "name"));
        properties.set("issueType", value(fields.path("issuetype"), "name"));
        properties.set("components", each(fields.path("components"), "name"));
        properties.set("creator", value(fields.path("creator"), "emailAddress"));
        properties.set("priority", value(fields.path("priority"), "name"));
        properties.set("labels", value(fields, "labels"));
        properties.set("created", value(fields, "created"));
        properties.set("updated", value(fields, "updated"));
        properties.set("resolutionDate", value(fields, "resolutiondate"));

        ObjectNode relations = NODES.objectNode();
        relations.set("project", value(fields.path("project"), "key"));
        relations.set("parentIssue", value(fields.path("parent"), "key"));
        relations.set("subtasks", each(fields.path("subtasks"), "key"));
        relations.set("assignee", value(fields.path("assignee"), "accountId"));
        relations.set("reporter", value(fields.path("reporter"), "accountId"));

        ObjectNode entity = NODES.objectNode();
        entity.set("identifier", value(issue, "key"));
        entity.set("title", value(fields, "summary"));
        entity.set("blueprint", BLUEPRINT);
        entity.set("properties", properties);
        entity.set("relations", relations);
        return entity;
    }

    private static String address(JsonNode record) {
        String self = record.path("self").textValue();
        int end = -1;
        for (int slashes = 0; slashes < 3; slashes++) {
            end = self.indexOf('/', end + 1);
            if (end < 0) {
                end = self.length();
                break;
            }
        }
        return self.substring(0, end) + "/browse/" + record.path("key").textValue();
    }

    private static JsonNode value(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? NullNode.instance : value;
    }

    private static ArrayNode each(JsonNode array, String name) {
        ArrayNode values = NODES.arrayNode();
        for (JsonNode element : array) {
            values.add(value(element, name));
        }
        return values;
    }
}
