package io.atoll.spi.event;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says on which path a {@link LiveEventGate} or {@link LiveEventHandler} works; a component property type.
 *
 * <p>Service property: {@code atoll.event.path}.
 */
@ComponentPropertyType
public @interface LiveEventPath {

    /** The prefix of the service property. */
    String PREFIX_ = "atoll.event.";

    /** The path below the integration's own, beginning with {@code /}, for example {@code /webhook}. */
    String path();
}
