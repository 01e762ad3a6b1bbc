package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Mapper;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Maps by JQ. */
@Component
public final class JqMapper implements Mapper {

    private final Programs programs;

    /** Loads the engine. */
    @Activate
    public JqMapper() {
        programs = new Programs(new JacksonJq());
    }

    @Override
    public Mapping read(JsonNode document) throws MalformedMapping {
        return new MappingReader(programs).read(document);
    }

    @Override
    public RecordMapper prepare(Resource resource) {
        return new ResourceMapper(programs, resource);
    }
}
