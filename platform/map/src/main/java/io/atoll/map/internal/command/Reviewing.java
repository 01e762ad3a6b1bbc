package io.atoll.map.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atoll.map.internal.JqMapper;
import io.atoll.model.Resource;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.Finding;
import io.atoll.pipeline.Mapper.MalformedMapping;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reviews a mapping: faults, and what is legal but surely not meant, or would do something else with Ocean. */
final class Reviewing {

    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Mapper mapper = JqMapper.standard();
    private final Map<String, List<JsonNode>> samples = new HashMap<>();

    /** Takes records of a kind, one after another or in a list. */
    void sample(String kind, Path file) throws IOException {
        List<JsonNode> records = samples.computeIfAbsent(kind, none -> new ArrayList<>());
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (values.hasNext()) {
                JsonNode value = values.next();
                if (value.isArray()) {
                    value.forEach(records::add);
                } else {
                    records.add(value);
                }
            }
        }
    }

    /** Reviews a mapping in YAML or JSON. */
    Status run(Path file, Writer writer, PrintStream messages) throws IOException {
        List<Resource> resources;
        try {
            resources = mapper.read(YAML.readTree(file.toFile())).resources();
        } catch (MalformedMapping e) {
            messages.println(e.getMessage());
            return Status.UNUSABLE;
        }
        int found = 0;
        if (resources.isEmpty()) {
            writer.write("    resources: there are none, so that nothing is read\n");
            found++;
        }
        for (Resource resource : resources) {
            for (Finding finding :
                    mapper.review(resource, samples.getOrDefault(resource.kind().name(), List.of()))) {
                writer.write("    " + finding.path() + " " + finding.message() + "\n");
                found++;
            }
        }
        writer.write("  mapping: " + resources.size() + " resources, " + found + " findings\n");
        return found == 0 ? Status.FINE : Status.DIFFERENT;
    }
}
