package io.atoll.custom.internal;

/** The name of the configured instance, as the platform writes it into the configuration; a component property type. */
@interface CustomInstance {

    /** The value of {@code atoll.instance}. */
    String atoll_instance() default "default";
}
