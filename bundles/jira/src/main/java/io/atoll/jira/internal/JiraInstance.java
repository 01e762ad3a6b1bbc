package io.atoll.jira.internal;

/** The name of the configured instance, as the platform writes it into the configuration; a component property type. */
@interface JiraInstance {

    /** The value of {@code atoll.instance}. */
    String atoll_instance() default "default";
}
