package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.model.Mapping.Options;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Template;
import io.atoll.pipeline.Mapper;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes things of records. A record names by {@code thing} the entity that it makes, or by {@code things} several; by {@code wanted} the
 * resources whose selectors let it pass, all if absent; and by {@code broken} what is wrong with it.
 */
final class FakeMapper implements Mapper {

    private final List<String> kinds;
    private Options options = new Options(true, false, false, 0.9);
    private @Nullable String malformed;

    /** Begins with one resource for each kind; the same may come several times. */
    FakeMapper(String... kinds) {
        this.kinds = List.of(kinds);
    }

    void use(Options other) {
        options = other;
    }

    void breakTheMapping(String message) {
        malformed = message;
    }

    @Override
    public Mapping read(JsonNode document) throws MalformedMapping {
        if (malformed != null) {
            throw new MalformedMapping(malformed);
        }
        var resources = IntStream.range(0, kinds.size())
                .mapToObj(index -> new Resource(
                        index,
                        new Kind(kinds.get(index)),
                        JsonNodeFactory.instance.objectNode(),
                        "true",
                        null,
                        new Template(
                                JsonNodeFactory.instance.textNode(".thing"),
                                "'thing'",
                                null,
                                null,
                                null,
                                Map.of(),
                                Map.of())))
                .toList();
        return new Mapping(resources, options, "hash");
    }

    @Override
    public RecordMapper prepare(Resource resource) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RecordMapper prepare(Resource resource, IntegrationId integration) {
        return new RecordMapper() {
            @Override
            public List<Mapped> map(JsonNode item) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Mapped> explain(JsonNode item) {
                return FakeMapper.explain(item, resource.label());
            }

            @Override
            public Optional<String> blueprint() {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static List<Mapped> explain(JsonNode item, String resource) {
        if (item.has("broken")) {
            return List.of(
                    new Mapped.Broken(item, "port.entity", item.path("broken").asText()));
        }
        var mapped = new ArrayList<Mapped>();
        List<JsonNode> made = new ArrayList<>();
        item.path("things").forEach(made::add);
        if (item.has("thing")) {
            made.add(item.path("thing"));
        }
        boolean wanted = !item.has("wanted") || item.path("wanted").asText().contains(resource);
        for (JsonNode identifier : made) {
            var entity = new Entity(
                    "thing",
                    identifier,
                    item.get("title"),
                    null,
                    null,
                    JsonNodeFactory.instance.objectNode(),
                    JsonNodeFactory.instance.objectNode());
            mapped.add(
                    wanted ? new Mapped.Made(entity, List.of()) : new Mapped.Filtered("selector", entity, List.of()));
        }
        return mapped;
    }

    @Override
    public List<Finding> review(Resource resource, List<? extends JsonNode> samples) {
        throw new UnsupportedOperationException();
    }
}
