package io.atoll.health.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of PID {@value #PID}. */
@ObjectClassDefinition(name = "Atoll Health", description = "Who may read the metrics.")
@interface HealthConfig {

    /** The PID. */
    String PID = "io.atoll.health";

    /** What others than this machine need. */
    @AttributeDefinition(
            name = "Token",
            description =
                    "What a reader of /metrics from another machine sends as 'Authorization: Bearer …'. Empty: only this"
                            + " machine may read them.",
            type = AttributeType.PASSWORD,
            required = false)
    String _token() default "";
}
