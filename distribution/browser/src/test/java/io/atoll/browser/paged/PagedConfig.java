package io.atoll.browser.paged;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the third party is. */
@ObjectClassDefinition(name = "Paged")
@interface PagedConfig {

    @AttributeDefinition(name = "URL", description = "Gives the items behind a name, one page at a time.")
    String url();
}
