package io.atoll.tracing.internal;

import io.atoll.pipeline.Tracer;
import io.atoll.pipeline.Tracer.Step;
import io.atoll.spi.trace.RequestTracer;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Has the requests of integrations be steps of the pages that are read by them. */
@Component(configurationPid = TracingConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ThirdParties implements RequestTracer {

    private static final int FIRST_REFUSAL = 400;

    private final boolean propagate;

    /** Tells third parties of traces if that is configured. */
    @Activate
    public ThirdParties(TracingConfig config) {
        this(config.propagate());
    }

    ThirdParties(boolean propagate) {
        this.propagate = propagate;
    }

    @Override
    public Attempt begin(String method, String host, String path, int attempt) {
        Step step = Tracer.current()
                .begin(
                        "request",
                        Map.of("method", method, "host", host, "path", path, "attempt", String.valueOf(attempt)));
        return step == Step.NONE ? Attempt.UNTOLD : new Told(step, propagate);
    }

    /** A request that is a step. */
    private record Told(Step step, boolean propagate) implements Attempt {

        @Override
        public Map<String, String> headers() {
            return propagate
                    ? step.traceparent()
                            .map(value -> Map.of("traceparent", value))
                            .orElse(Map.of())
                    : Map.of();
        }

        @Override
        public void answered(int status) {
            step.known("status", String.valueOf(status));
            if (status >= FIRST_REFUSAL) {
                step.failed("answered with " + status);
            }
        }

        @Override
        public void failed(String reason) {
            step.failed(reason);
        }

        @Override
        public void close() {
            step.close();
        }
    }
}
