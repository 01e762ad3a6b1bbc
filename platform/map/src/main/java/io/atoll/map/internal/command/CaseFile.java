package io.atoll.map.internal.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atoll.map.internal.JqMapper;
import io.atoll.model.Resource;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Mapper.RecordMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A file of stored cases: a list of objects in YAML or JSON.
 *
 * <pre>{@code
 * - name: an open issue
 *   mapping: mapping.yaml      # a resource, a mapping, or the name of a file with one
 *   resource: issue            # which of several resources: its kind, or kind and position as in issue-0
 *   sample: issue.json         # a record, or the name of a file with one
 *   expect: {...}              # an entity, a list of entities, or dropped: true
 * }</pre>
 *
 * <p>Names of files are relative to it. Where a mapping is given from outside, the cases have none.
 */
final class CaseFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final TreeSet<String> KEYS =
            new TreeSet<>(List.of("name", "mapping", "resource", "sample", "expect"));

    private final Mapper mapper = JqMapper.standard();
    private final Path file;
    private final Optional<Given> given;
    private final Map<JsonNode, List<Resource>> mappings = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    CaseFile(Path file) {
        this(file, Optional.empty());
    }

    /**
     * A file whose cases are run against a mapping.
     *
     * @param given the mapping; empty if each case names its own
     */
    CaseFile(Path file, Optional<Given> given) {
        this.file = file;
        this.given = given;
    }

    /**
     * A mapping from outside.
     *
     * @param resources of the mapping
     * @param ready makes a resource ready
     */
    record Given(List<Resource> resources, Function<Resource, RecordMapper> ready) {}

    /** What is wrong, one line each, after {@link #cases()}. */
    List<String> faults() {
        return faults;
    }

    /** The cases that can be run. */
    List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        try {
            JsonNode list = read(file);
            if (!list.isArray()) {
                throw new Faulty("holds no list of cases");
            }
            for (int i = 0; i < list.size(); i++) {
                String name = list.get(i).path("name").asText("case " + (i + 1));
                try {
                    cases.add(one(name, list.get(i)));
                } catch (Faulty e) {
                    faults.add(file + ", " + name + ": " + e.getMessage());
                }
            }
        } catch (Faulty e) {
            faults.add(file + " " + e.getMessage());
        }
        return cases;
    }

    private Case one(String name, JsonNode one) throws Faulty {
        for (String key : given.isPresent() ? List.of("sample", "expect") : List.of("mapping", "sample", "expect")) {
            if (!one.hasNonNull(key)) {
                throw new Faulty("has no " + key);
            }
        }
        if (given.isPresent() && one.has("mapping")) {
            throw new Faulty("has a mapping; leave it out: the cases of an instance are run against its mapping");
        }
        TreeSet<String> unknown = new TreeSet<>();
        one.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new Faulty("has unknown keys " + unknown + "; known: " + KEYS);
        }
        JsonNode sample = resolved("sample", one.get("sample"));
        if (!sample.isObject()) {
            throw new Faulty("sample is no object");
        }
        Resource resource = resource(given.isPresent() ? given.get().resources() : mapping(one), one);
        return new Case(
                name,
                resource.label(),
                given.isPresent() ? given.get().ready().apply(resource) : mapper.prepare(resource),
                sample,
                expected(one.get("expect")));
    }

    private List<Resource> mapping(JsonNode one) throws Faulty {
        JsonNode mapping = resolved("mapping", one.get("mapping"));
        List<Resource> resources = mappings.get(mapping);
        if (resources == null) {
            resources = resources(mapping);
            mappings.put(mapping, resources);
        }
        return resources;
    }

    private static Resource resource(List<Resource> resources, JsonNode one) throws Faulty {
        String wanted = one.path("resource").asText();
        List<Resource> fitting = resources.stream()
                .filter(resource -> wanted.isEmpty()
                        || resource.kind().name().equals(wanted)
                        || resource.label().equals(wanted))
                .toList();
        if (fitting.size() != 1) {
            throw new Faulty((wanted.isEmpty() ? "resource is missing" : "resource is " + wanted) + "; write one of "
                    + resources.stream().map(Resource::label).toList());
        }
        return fitting.getFirst();
    }

    private List<Resource> resources(JsonNode mapping) throws Faulty {
        ObjectNode document = YAML.createObjectNode();
        document.putArray("resources").add(mapping);
        try {
            return mapper.read(mapping.has("resources") ? mapping : document).resources();
        } catch (MalformedMapping e) {
            throw new Faulty("mapping is faulty:\n" + e.getMessage().indent(2).stripTrailing());
        }
    }

    private static Optional<List<JsonNode>> expected(JsonNode expect) throws Faulty {
        if (expect.isArray()) {
            List<JsonNode> entities = new ArrayList<>();
            expect.forEach(entities::add);
            return Optional.of(entities);
        }
        if (!expect.isObject()) {
            throw new Faulty("expect is " + expect + "; write an entity, a list of entities, or 'dropped: true'");
        }
        return expect.path("dropped").asBoolean() ? Optional.empty() : Optional.of(List.of(expect));
    }

    /** The value itself, or what the file that it names holds. */
    private JsonNode resolved(String key, JsonNode value) throws Faulty {
        if (!value.isTextual()) {
            return value;
        }
        try {
            return read(file.resolveSibling(value.textValue()));
        } catch (Faulty e) {
            throw new Faulty(key + " " + value.textValue() + " " + e.getMessage());
        }
    }

    private static JsonNode read(Path file) throws Faulty {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new Faulty("is no YAML"
                    + (place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr()) + ": "
                    + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Faulty("cannot be read: " + e);
        }
    }

    /** Says that something in the file cannot be used, and why. */
    private static final class Faulty extends Exception {

        private static final long serialVersionUID = 1L;

        Faulty(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
