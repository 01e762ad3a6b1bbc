package io.atoll.admin.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set about coming in. */
@ObjectClassDefinition(
        name = "Atoll: who may come in",
        description = "Names of this host, and how long people stay signed in. Changing it signs everybody out.")
public @interface AdminConfiguration {

    /** The names besides those of the loopback interface and that of {@code atoll.http.address}. */
    @AttributeDefinition(
            name = "Host names",
            description =
                    "Names by which browsers reach this platform, for example atoll.example.com. Requests to any other name are"
                            + " refused, because a foreign site may point its own name at this host.",
            required = false)
    String[] hosts() default {};

    /** After how long without a request a session ends. */
    @AttributeDefinition(name = "Idle minutes", description = "A session that is not used for so long ends.", min = "1")
    int session_idle_minutes() default 60;

    /** After how long a session ends in any case. */
    @AttributeDefinition(name = "Hours at most", description = "A session ends after so long in any case.", min = "1")
    int session_absolute_hours() default 12;
}
