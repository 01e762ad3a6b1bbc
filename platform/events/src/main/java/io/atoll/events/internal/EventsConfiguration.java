package io.atoll.events.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How live events are taken in and handled. */
@ObjectClassDefinition(name = "Atoll: live events", description = "How live events are taken in and handled.")
@interface EventsConfiguration {

    /** How large a body may be. */
    @AttributeDefinition(
            name = "Mebibytes of a body",
            description = "How large the body of a delivery may be; a larger one is refused with 413.",
            min = "1",
            max = "100")
    int body_mebibytes() default 25;

    /** How long a body may take. */
    @AttributeDefinition(
            name = "Seconds of a body",
            description = "How long the body of a delivery may take; a slower one is refused with 408.",
            min = "1")
    int body_seconds() default 30;

    /** How large all bodies may be that are being taken in. */
    @AttributeDefinition(
            name = "Mebibytes of all bodies",
            description =
                    "How large the bodies may be in all that are being taken in at once; others are told to come later, with 503.",
            min = "1")
    int bodies_mebibytes() default 64;

    /** How long one event may take. */
    @AttributeDefinition(
            name = "Seconds of an event",
            description =
                    "How long the handlers may take for one event; one that takes longer is put on the list of dead letters.",
            min = "1")
    int handling_seconds() default 90;

    /** How often an event is tried. */
    @AttributeDefinition(
            name = "Attempts",
            description = "How often an event is tried before it is put on the list of dead letters.",
            min = "1")
    int attempts() default 6;

    /** How many events of a path may be handled side by side. */
    @AttributeDefinition(
            name = "Events at once",
            description =
                    "How many events of a path are handled at once, where the integration says which of them may be.",
            min = "1",
            max = "32")
    int parallel() default 8;
}
