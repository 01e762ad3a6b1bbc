package io.atoll.spi.action;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says which action an {@link ActionExecutor} carries out; a component property type.
 *
 * <p>Service property: {@code atoll.action.name}.
 */
@ComponentPropertyType
public @interface ActionName {

    /** The prefix of the service property. */
    String PREFIX_ = "atoll.action.";

    /** The name that the catalog's action gives as its integration action type, for example {@code dispatch_workflow}. */
    String name();
}
