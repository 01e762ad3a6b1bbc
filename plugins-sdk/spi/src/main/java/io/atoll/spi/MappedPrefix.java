package io.atoll.spi;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says which mapped texts a {@link MappedValueResolver} resolves; a component property type, to be put on the component.
 *
 * <p>Service property: {@code atoll.mapped.prefix}.
 */
@ComponentPropertyType
public @interface MappedPrefix {

    /** The prefix of the service property. */
    String PREFIX_ = "atoll.mapped.";

    /** How the texts begin, for example {@code file://}. */
    String prefix();
}
