package io.atoll.spi;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says which kinds a {@link ResyncProvider} reads; a component property type, to be put on the component.
 *
 * <p>For a kind, <em>every</em> matching provider runs: those that name it and those that read {@link #ANY}. A generic provider
 * says by {@link #except()} what it leaves to others, so that this can be seen in the service registry.
 *
 * <p>Service properties: {@code atoll.resync.kinds}, {@code atoll.resync.except} and {@code atoll.resync.incremental}, lists of texts.
 */
@ComponentPropertyType
public @interface ResyncKinds {

    /** The prefix of the service properties. */
    String PREFIX_ = "atoll.resync.";

    /** Stands for every kind that a mapping may name. */
    String ANY = "*";

    /** The kinds that are read, or {@link #ANY} alone. */
    String[] kinds();

    /** With {@link #ANY}: the kinds that this provider does not read. */
    String[] except() default {};

    /**
     * The kinds, or {@link #ANY}, of which this provider reads only what has changed since
     * {@link ResyncRequest#changedSince()}; the others are left out of incremental runs.
     */
    String[] incremental() default {};
}
