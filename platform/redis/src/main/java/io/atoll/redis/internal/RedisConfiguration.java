package io.atoll.redis.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** From which Redis streams live events are read. */
@ObjectClassDefinition(
        name = "Atoll: Redis",
        description = "From which Redis streams live events are read, beside those that are posted.")
@interface RedisConfiguration {

    /** The server. */
    @AttributeDefinition(
            name = "Address",
            description =
                    "The address of the server: redis://host:port, or rediss://host:port with TLS; without user and password.")
    String url() default "redis://localhost:6379";

    /** The user. */
    @AttributeDefinition(name = "User", description = "The user, if the server asks for one.", required = false)
    String user() default "";

    /** The password of the user. */
    @AttributeDefinition(
            name = "Password",
            description = "The password, if the server asks for one.",
            type = AttributeType.PASSWORD,
            required = false)
    String _password() default "";

    /** The streams. */
    @AttributeDefinition(
            name = "Streams",
            description =
                    "For each instance whose events are read, type~instance=address, where the address is that at which the"
                            + " third party posts, or the id in it: github~prod=https://ingest.example.com/live-events/4f0c….")
    String[] streams() default {};

    /** After which time an entry that somebody else took is taken over. */
    @AttributeDefinition(
            name = "Seconds until an entry is taken over",
            description = "After which time an entry is taken over that another platform has read and not dealt with.",
            min = "1")
    int stuck_seconds() default 600;
}
