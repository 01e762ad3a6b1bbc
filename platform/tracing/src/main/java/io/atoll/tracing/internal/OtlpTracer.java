package io.atoll.tracing.internal;

import io.atoll.model.Masking;
import io.atoll.pipeline.Tracer;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Makes spans of the steps of runs. */
@Component(configurationPid = TracingConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TracingConfig.class)
public final class OtlpTracer implements Tracer {

    private static final int LONGEST = 1_000;

    /** Where a collector takes traces, below its address. */
    private static final String TRACES = "v1/traces";

    private final Export export;
    private final int percent;

    /** Traces from now on. */
    @Activate
    public OtlpTracer(BundleContext context, TracingConfig config) {
        this(
                new Export(
                        address(config.endpoint()),
                        config._authorization(),
                        new Otlp(
                                config.service(),
                                context.getBundle().getVersion().toString())),
                config.sample_percent());
    }

    OtlpTracer(Export export, int percent) {
        this.export = export;
        this.percent = percent;
    }

    /** Where a collector takes traces. */
    static URI address(String endpoint) {
        String base = endpoint.strip().replaceFirst("/+$", "");
        try {
            URI address = new URI(base.endsWith("/" + TRACES) ? base : base + "/" + TRACES);
            if (address.getHost() == null
                    || !String.valueOf(address.getScheme()).matches("https?")) {
                throw new IllegalArgumentException(
                        "endpoint: it must be the address of a collector, such as http://127.0.0.1:4318");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("endpoint: it is no address: " + e.getReason(), e);
        }
    }

    @Override
    public Step begin(String name, Map<String, String> attributes) {
        if (ThreadLocalRandom.current().nextInt(100) >= percent) {
            return Step.NONE;
        }
        return new Open(id() + id(), null, name, attributes);
    }

    private static String id() {
        long random = ThreadLocalRandom.current().nextLong();
        return "%016x".formatted(random == 0 ? 1 : random);
    }

    /** Ends the export. */
    @Deactivate
    void close() throws InterruptedException {
        export.close();
    }

    /** A step that is not over. */
    private final class Open implements Step {

        private final String trace;
        private final String id = id();
        private final @Nullable String parent;
        private final String name;
        private final Map<String, String> attributes;
        private final Instant begun = Instant.now();
        private final long begunNanos = System.nanoTime();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable String failure;

        private Open(String trace, @Nullable String parent, String name, Map<String, String> attributes) {
            this.trace = trace;
            this.parent = parent;
            this.name = name;
            this.attributes = new ConcurrentHashMap<>(attributes);
        }

        @Override
        public Step begin(String part, Map<String, String> known) {
            return new Open(trace, id, part, known);
        }

        @Override
        public void known(String fact, String value) {
            attributes.put(fact, value);
        }

        /** Only what is sampled has steps, hence the flag. */
        @Override
        public Optional<String> traceparent() {
            return Optional.of("00-" + trace + "-" + id + "-01");
        }

        @Override
        public void failed(String reason) {
            String masked = Masking.of(reason);
            failure = masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
        }

        /** The wall clock may be set meanwhile: how long it took, the other clock knows. */
        @Override
        public void close() {
            if (over.compareAndSet(false, true)) {
                Instant ended = begun.plus(Duration.ofNanos(System.nanoTime() - begunNanos));
                export.add(new Span(trace, id, parent, name, begun, ended, attributes, failure));
            }
        }
    }
}
