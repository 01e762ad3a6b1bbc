package io.atoll.health.internal.inside;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Masking;
import io.atoll.operation.Caller;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An archive of what operations tell, one file for each, for those who help: read part by part, and with secrets taken out of every text.
 */
final class SupportArchive {

    /** What is told of, by the operation that tells it, and how many items of it at most. */
    private static final Map<String, Integer> LISTS = Map.ofEntries(
            Map.entry("bundles", 2_000),
            Map.entry("components", 5_000),
            Map.entry("threads", 2_000),
            Map.entry("status", 1_000),
            Map.entry("integrations", 1_000),
            Map.entry("providers", 2_000),
            Map.entry("deploy-status", 1_000),
            Map.entry("config problems", 1_000),
            Map.entry("log levels", 1_000),
            Map.entry("log", 5_000),
            Map.entry("runs", 100));

    private static final int PART = 100;
    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final Operations operations;
    private final Caller caller;
    private final UnaryOperator<String> mask;
    private final ZipOutputStream out;
    private final List<String> entries = new ArrayList<>();

    /**
     * Begins an archive.
     *
     * @param caller in whose name everything is asked
     * @param mask takes secrets out of a text
     */
    SupportArchive(Operations operations, Caller caller, UnaryOperator<String> mask, OutputStream out) {
        this.operations = operations;
        this.caller = caller;
        this.mask = mask;
        this.out = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /**
     * Writes everything.
     *
     * @param platform what is known of the process and not by an operation
     * @return the names of the files in the archive
     */
    List<String> write(JsonNode platform) throws IOException, InterruptedException {
        try (out) {
            document("platform.json", platform);
            for (String name : LISTS.keySet().stream().sorted().toList()) {
                list(name);
            }
            thing("memory");
            configurations();
            threads();
        }
        return List.copyOf(entries);
    }

    private void list(String name) throws IOException, InterruptedException {
        if (operations.find(name).isEmpty()) {
            return;
        }
        begin(file(name) + ".json");
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartArray();
            int left = LISTS.getOrDefault(name, PART);
            ObjectNode wanted = JsonNodeFactory.instance.objectNode();
            boolean more = true;
            while (more && left > 0) {
                JsonNode part = ask(name, wanted.put("limit", Math.min(PART, left)));
                for (JsonNode item : part.path("items")) {
                    JSON.writeTree(json, masked(item));
                    left--;
                }
                if (part.has("refused")) {
                    JSON.writeTree(json, masked(part));
                }
                more = part.has("next");
                wanted.set("cursor", part.path("next"));
            }
            json.writeEndArray();
        }
        out.closeEntry();
    }

    private void thing(String name) throws IOException, InterruptedException {
        if (operations.find(name).isPresent()) {
            document(file(name) + ".json", ask(name, JsonNodeFactory.instance.objectNode()));
        }
    }

    private void configurations() throws IOException, InterruptedException {
        if (operations.find("config").isEmpty()
                || operations.find("config show").isEmpty()) {
            return;
        }
        var all = JsonNodeFactory.instance.arrayNode();
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("limit", PART);
        boolean more = true;
        while (more) {
            JsonNode part = ask("config", wanted);
            for (JsonNode item : part.path("items")) {
                all.add(ask("config show", JsonNodeFactory.instance.objectNode().set("name", item.path("name"))));
            }
            more = part.has("next");
            wanted.set("cursor", part.path("next"));
        }
        document("configuration.json", all);
    }

    private void threads() throws IOException, InterruptedException {
        if (operations.find("threads dump").isPresent()) {
            begin("threads-dump.txt");
            String text = ask("threads dump", JsonNodeFactory.instance.objectNode())
                    .path("text")
                    .asText();
            out.write(mask.apply(text).getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }

    /** What an operation answers; an object with {@code refused} if it does not. */
    private JsonNode ask(String name, JsonNode input) throws InterruptedException {
        try {
            return operations.perform(caller, name, input).body();
        } catch (Refused refused) {
            return JsonNodeFactory.instance.objectNode().put("refused", refused.getMessage());
        }
    }

    private void document(String name, JsonNode document) throws IOException {
        begin(name);
        out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(masked(document)));
        out.closeEntry();
    }

    private void begin(String name) throws IOException {
        entries.add(name);
        out.putNextEntry(new ZipEntry(name));
    }

    private static String file(String operation) {
        return operation.replace(' ', '-');
    }

    private JsonNode masked(JsonNode value) {
        return literals(Masking.of(value));
    }

    private JsonNode literals(JsonNode value) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(mask.apply(value.textValue()));
        }
        if (value.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(each -> copy.add(literals(each)));
            return copy;
        }
        if (value.isObject()) {
            var copy = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(entry -> copy.set(mask.apply(entry.getKey()), literals(entry.getValue())));
            return copy;
        }
        return value;
    }
}
