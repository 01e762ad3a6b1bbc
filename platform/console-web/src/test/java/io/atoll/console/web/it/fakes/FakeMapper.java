package io.atoll.console.web.it.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Mapping;
import io.atoll.model.Mapping.Options;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Template;
import io.atoll.pipeline.Mapper;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapper that drops every record with a name as the reason, and refuses mappings without resources. */
final class FakeMapper implements Mapper {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String name;

    FakeMapper(String name) {
        this.name = name;
    }

    @Override
    public Mapping read(JsonNode document) throws MalformedMapping {
        if (!document.has("resources")) {
            throw new MalformedMapping("resources are missing in " + name);
        }
        Template template = new Template(JSON.textNode(".id"), "'b'", null, null, null, Map.of(), Map.of());
        Resource resource = new Resource(0, new Kind("thing"), JSON.objectNode(), "true", null, template);
        return new Mapping(List.of(resource), new Options(true, false, false, 0.9), "hash");
    }

    @Override
    public RecordMapper prepare(Resource resource) {
        return new RecordMapper() {
            @Override
            public List<Mapped> map(JsonNode record) {
                return explain(record);
            }

            @Override
            public List<Mapped> explain(JsonNode record) {
                return List.of(
                        new Mapped.Filtered("dropped " + name),
                        new Mapped.Broken(record, "mappings.properties." + name, "broken " + name));
            }

            @Override
            public Optional<String> blueprint() {
                return Optional.empty();
            }
        };
    }

    @Override
    public RecordMapper prepare(Resource resource, IntegrationId integration) {
        return prepare(resource);
    }

    @Override
    public List<Finding> review(Resource resource, List<? extends JsonNode> samples) {
        return List.of(new Finding("path " + name, "look at " + name));
    }
}
