package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.Analysis;
import io.atoll.jq.Jq;
import io.atoll.jq.SyntaxException;
import io.atoll.map.internal.Expansion.NoItems;
import io.atoll.map.internal.Expansion.Split;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Items;
import io.atoll.model.Resource.Template;
import io.atoll.model.Spelling;
import io.atoll.pipeline.Mapper.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for what is legal in a resource but surely not meant. */
final class Review {

    /** A call of env, or $ENV; not a key or a part of a text. */
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$ENV\\b|(?<![.\\w$\"])env(?![\\w\":])");

    private final Resource resource;
    private final Jq jq;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Begins.
     *
     * @param jq reads the expressions
     */
    Review(Resource resource, Jq jq) {
        this.resource = resource;
        this.jq = jq;
    }

    /** Everything that is found, in the order of the resource. */
    List<Finding> findings(List<? extends JsonNode> samples) {
        String root = "resources[" + resource.index() + "]";
        Items items = resource.items();
        if (items != null) {
            list(root + ".port.itemsToParse", items, keys(samples));
        }
        Set<String> keys = keys(items == null ? samples : itemsOf(samples, items));
        Template template = resource.template();
        String mappings = root + ".port.entity.mappings";
        text(root + ".selector.query", resource.query(), keys);
        field(mappings + ".identifier", template.identifier(), keys);
        text(mappings + ".blueprint", template.blueprint(), keys);
        field(mappings + ".title", template.title(), keys);
        field(mappings + ".icon", template.icon(), keys);
        field(mappings + ".team", template.team(), keys);
        template.properties().forEach((name, text) -> field(mappings + ".properties." + name, text, keys));
        template.relations().forEach((name, text) -> field(mappings + ".relations." + name, text, keys));
        return List.copyOf(findings);
    }

    /** A syntax error for people: what and where, and on lines below it, indented, the place. */
    static String shown(SyntaxException e) {
        return e.getMessage() + ("\n" + e.place()).replace("\n", "\n    ");
    }

    private void list(String path, Items items, Set<String> keys) {
        text(path, items.expression(), keys);
        if (items.removeList() && DeletionPath.of(items.expression()).equals(DeletionPath.EVERYTHING)) {
            found(
                    path,
                    "begins with no path that could be deleted from the record, so that no item is made;"
                            + " set itemsToParseTopLevelTransform to false");
        }
    }

    private void field(String path, @Nullable JsonNode node, Set<String> keys) {
        if (node instanceof ObjectNode search) {
            search.properties().forEach(entry -> field(path + "." + entry.getKey(), entry.getValue(), keys));
        } else if (node instanceof ArrayNode rules) {
            for (int i = 0; i < rules.size(); i++) {
                field(path + "[" + i + "]", rules.get(i), keys);
            }
        } else if (node instanceof TextNode text) {
            text(path, text.textValue(), keys);
        }
    }

    private void text(String path, String text, Set<String> keys) {
        Analysis analysis;
        try {
            analysis = new Expressions(Engine.ATOLL, jq).compile(text).analysis();
        } catch (SyntaxException e) {
            found(path, "is no JQ, and null unless the integration resolves it: " + shown(e));
            return;
        }
        if (ENVIRONMENT.matcher(text).find()) {
            found(
                    path,
                    "reads environment variables, of which a mapping sees none here; Ocean shows it those of the"
                            + " integration. Write the value itself");
        }
        analysis.findings()
                .forEach(finding -> found(
                        path,
                        finding.message() + " at line " + finding.position().line() + ", column "
                                + finding.position().column()));
        if (analysis.several()) {
            found(path, "can give several values, of which only the first is used; to have all, put it into [ and ]");
        }
        if (!keys.isEmpty()) {
            unknownKeys(path, analysis, keys);
        }
    }

    private void unknownKeys(String path, Analysis analysis, Set<String> keys) {
        Set<String> unknown = new TreeSet<>();
        for (List<String> read : analysis.reads()) {
            if (!read.isEmpty() && !keys.contains(read.getFirst())) {
                unknown.add(read.getFirst());
            }
        }
        for (String key : unknown) {
            List<String> guesses = Spelling.guesses(key, keys);
            found(
                    path,
                    "reads '" + key + "', which no sample has"
                            + (guesses.isEmpty() ? "" : "; did you mean '" + guesses.getFirst() + "'?"));
        }
    }

    private void found(String path, String message) {
        findings.add(new Finding(path, message));
    }

    /** The keys of all samples together; empty if there are none. */
    private static Set<String> keys(List<? extends JsonNode> samples) {
        Set<String> keys = new TreeSet<>();
        samples.forEach(sample -> sample.fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    /** One item of each sample that has some. */
    private List<JsonNode> itemsOf(List<? extends JsonNode> samples, Items items) {
        Expansion expansion = new Expansion(new Expressions(Engine.ATOLL, jq), items);
        List<JsonNode> made = new ArrayList<>();
        for (JsonNode sample : samples) {
            try {
                Split split = expansion.split(sample);
                made.add(split.item(0));
            } catch (NoItems | Unmappable e) {
                // such a sample tells nothing of items
            }
        }
        return made;
    }
}
