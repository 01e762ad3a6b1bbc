package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping;
import io.atoll.operation.Refused;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;

/** Mappings as people send them in the field {@code mapping}: as JSON, or as a text that is YAML. */
final class Written {

    private Written() {}

    static JsonNode document(JsonNode sent) throws Refused {
        return sent.isTextual() ? Yaml.read("mapping", sent.textValue()) : sent;
    }

    static Mapping mapping(Mapper mapper, JsonNode sent) throws Refused {
        try {
            return mapper.read(document(sent));
        } catch (MalformedMapping e) {
            throw Refused.invalid("mapping", e.getMessage());
        }
    }
}
