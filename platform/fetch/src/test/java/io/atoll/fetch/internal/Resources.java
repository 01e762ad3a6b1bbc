package io.atoll.fetch.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Resource;
import io.atoll.spi.Kind;
import java.util.Map;

/** Makes resources of which only kind and selector matter. */
final class Resources {

    private Resources() {}

    static Resource resource(String kind, ObjectNode selector) {
        var template = new Resource.Template(
                JsonNodeFactory.instance.textNode(".id"), "\"thing\"", null, null, null, Map.of(), Map.of());
        return new Resource(0, new Kind(kind), selector, "true", null, template);
    }

    static Resource resource(String kind) {
        return resource(kind, JsonNodeFactory.instance.objectNode());
    }
}
