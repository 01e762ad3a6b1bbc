package io.atoll.engine.internal;

import io.atoll.pipeline.Tracer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells the tracer that is there now, if one is. */
@Component(service = CurrentTracer.class)
public final class CurrentTracer implements Tracer {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Tracer present;

    /** Tells nobody yet. */
    @Activate
    public CurrentTracer() {}

    @Override
    public Step begin(String name, Map<String, String> attributes) {
        Tracer tracer = present;
        return tracer == null ? Step.NONE : tracer.begin(name, attributes);
    }
}
