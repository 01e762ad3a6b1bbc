package io.atoll.tracing.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of PID {@value #PID}. */
@ObjectClassDefinition(name = "Atoll Tracing", description = "Where traces of runs go.")
@interface TracingConfig {

    /** The PID. */
    String PID = "io.atoll.tracing";

    /** The collector. */
    @AttributeDefinition(
            name = "Endpoint",
            description =
                    "The address of a collector of OpenTelemetry, such as http://127.0.0.1:4318; traces go to /v1/traces"
                            + " below it.")
    String endpoint();

    /** What the collector wants to see. */
    @AttributeDefinition(
            name = "Authorization",
            description = "What is sent as the header 'Authorization', if the collector wants one.",
            type = AttributeType.PASSWORD,
            required = false)
    String _authorization() default "";

    /** How this platform is called. */
    @AttributeDefinition(
            name = "Service",
            description = "The name of this platform among the services of the collector.")
    String service() default "atoll";

    /** How many runs are traced. */
    @AttributeDefinition(
            name = "Sample, percent",
            description = "How many runs of a hundred are traced.",
            min = "0",
            max = "100")
    int sample_percent() default 100;

    /** Whether third parties may go on with a trace. */
    @AttributeDefinition(
            name = "Propagate",
            description =
                    "Whether requests to third parties carry the header 'traceparent', so that they can go on with the"
                            + " trace. They then know which of their requests belong together.")
    boolean propagate() default false;
}
