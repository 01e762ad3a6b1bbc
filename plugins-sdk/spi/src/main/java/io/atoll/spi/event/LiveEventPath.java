package io.atoll.spi.event;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says on which path a {@link LiveEventGate}, a {@link LiveEventHandler} or a {@link Route} works; a component property type.
 *
 * <p>Service property: {@code atoll.event.path}.
 */
@ComponentPropertyType
public @interface LiveEventPath {

    /** The prefix of the service property. */
    String PREFIX_ = "atoll.event.";

    /**
     * The path below the integration's own, beginning with {@code /}, for example {@code /webhook}. Third parties reach it as
     * {@code /integration/<type>/<instance>/webhook}, and as {@code /integration/webhook} if no other instance has the same one.
     */
    String path();
}
