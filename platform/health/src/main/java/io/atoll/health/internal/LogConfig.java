package io.atoll.health.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of PID {@value #PID}. */
@ObjectClassDefinition(name = "Atoll Log", description = "What the catalog is shown of the log.")
@interface LogConfig {

    /** The PID. */
    String PID = "io.atoll.log";

    /** Whether the catalog is shown lines of the log. */
    @AttributeDefinition(
            name = "Shipped",
            description =
                    "Whether the catalog is shown, for each integration, the lines of the log that name it, if it wants them.")
    boolean shipped() default true;
}
