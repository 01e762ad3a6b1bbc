package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Mapper;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.MappedValueResolver;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Maps by JQ. */
@Component(configurationPid = MapConfig.PID)
@Designate(ocd = MapConfig.class)
public final class JqMapper implements Mapper {

    private final MapConfig.Settings settings;
    private final RegisteredResolvers resolvers = new RegisteredResolvers();

    /** Chooses the engine. */
    @Activate
    public JqMapper(MapConfig config) {
        this(MapConfig.Settings.of(config));
    }

    private JqMapper(MapConfig.Settings settings) {
        this.settings = settings;
    }

    /** As it is without a configuration, and without resolvers. */
    public static JqMapper standard() {
        return new JqMapper(MapConfig.Settings.standard());
    }

    /** With another engine, otherwise as it is without a configuration. */
    static JqMapper with(Engine engine) {
        return new JqMapper(
                new MapConfig.Settings(engine, MapConfig.Settings.standard().jq()));
    }

    /** A resolver came. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addResolver(MappedValueResolver resolver, Map<String, Object> properties) {
        resolvers.add(resolver, properties);
    }

    /** A resolver leaves. */
    void removeResolver(MappedValueResolver resolver) {
        resolvers.remove(resolver);
    }

    @Override
    public Mapping read(JsonNode document) throws MalformedMapping {
        return new MappingReader(expressions()).read(document);
    }

    @Override
    public RecordMapper prepare(Resource resource) {
        return new ResourceMapper(resource, this::expressions, Resolvers.NONE);
    }

    @Override
    public RecordMapper prepare(Resource resource, IntegrationId integration) {
        return new ResourceMapper(resource, this::expressions, resolvers.of(integration));
    }

    @Override
    public List<Finding> review(Resource resource, List<? extends JsonNode> samples) {
        return new Review(resource, settings.jq()).findings(samples);
    }

    private Expressions expressions() {
        return new Expressions(settings.engine(), settings.jq());
    }
}
