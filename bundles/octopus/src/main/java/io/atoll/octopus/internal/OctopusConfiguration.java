package io.atoll.octopus.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of one instance, as people write it. */
@ObjectClassDefinition(name = "Octopus", description = "Reads an Octopus Deploy server.")
@interface OctopusConfiguration {

    /** The factory PID of an instance. */
    String PID = "io.atoll.octopus";

    @AttributeDefinition(
            name = "API key",
            type = AttributeType.PASSWORD,
            description = "A key of a user who may view the spaces that are to be read; it begins with API-.")
    String _octopusApiKey();

    @AttributeDefinition(
            name = "Server",
            description = "The address of the server, such as https://demo.octopus.app, without /api and /app.")
    String serverUrl();

    @AttributeDefinition(
            name = "Application host",
            required = false,
            description =
                    "The public address of this platform. If it is given, every space gets a subscription that sends its events there.")
    String appHost() default "";

    @AttributeDefinition(
            name = "Webhook secret",
            required = false,
            type = AttributeType.PASSWORD,
            description = "What events carry in the header " + EventSecret.HEADER
                    + ". Only for subscriptions that a person makes; otherwise one is derived from the API key.")
    String _webhookSecret() default "";
}
