package io.atoll.apply.internal.client;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of PID {@value #PID}: which catalog, and how patient its client is. */
@ObjectClassDefinition(
        name = "Atoll Apply",
        description = "The software catalog that entities are written to, and how it is called.")
public @interface ApplyConfig {

    /** The PID. */
    String PID = "io.atoll.apply";

    @AttributeDefinition(
            name = "Base URL",
            description =
                    "Address of the Port API without /v1, for example https://api.port.io or https://api.us.port.io. "
                            + "Empty: the catalog that runs in this installation.",
            required = false)
    String baseUrl() default "";

    @AttributeDefinition(
            name = "Client id",
            description = "Id of the credentials at the base URL. Not needed for the catalog of this installation.",
            required = false)
    String clientId() default "";

    @AttributeDefinition(
            name = "Client secret",
            description = "Secret of the credentials at the base URL. Not needed for the catalog of this installation.",
            type = AttributeType.PASSWORD,
            required = false)
    String _clientSecret() default "";

    @AttributeDefinition(
            name = "Connect timeout (seconds)",
            description = "How long a connection may take to be made.",
            min = "1")
    int connectTimeout_seconds() default 10;

    @AttributeDefinition(
            name = "Response timeout (seconds)",
            description = "How long the catalog may be silent before and within an answer.",
            min = "1")
    int responseTimeout_seconds() default 60;

    @AttributeDefinition(
            name = "Call timeout (seconds)",
            description = "How long one call may take in all, repetitions and the pauses between them included.",
            min = "1")
    int callTimeout_seconds() default 600;

    @AttributeDefinition(
            name = "Connections",
            description = "How many requests may be under way at once, of all integrations together.",
            min = "1")
    int maxConnections() default 20;

    @AttributeDefinition(
            name = "Share of what is urgent (percent)",
            description =
                    "Which part of the connections, and of the catalog's rate limit, is kept for live events and actions.",
            min = "0",
            max = "90")
    int urgent_percent() default 10;

    @AttributeDefinition(
            name = "Attempts",
            description =
                    "How often a request is sent at most while the catalog is unreachable, overloaded or asks to wait.",
            min = "1")
    int maxAttempts() default 11;

    @AttributeDefinition(
            name = "Repetitions of a run",
            description = "How many requests a run may send again; every ten answers add one, up to this number.",
            min = "1")
    int retriesPerRun() default 200;

    @AttributeDefinition(
            name = "Page size",
            description = "How many entities are listed by one request, and held in memory by it.",
            min = "1",
            max = "5000")
    int pageSize() default 1000;
}
