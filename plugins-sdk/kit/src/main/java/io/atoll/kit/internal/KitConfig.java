package io.atoll.kit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a person says about the way to all third parties, in {@code conf/kit.yaml}. */
@ObjectClassDefinition(name = "Third parties", description = "How integrations get to the servers that they read.")
@interface KitConfig {

    /** Addresses that are not public and may be connected to. */
    @AttributeDefinition(
            name = "Allowed addresses",
            description = "Addresses that are not public and may be connected to nevertheless, such as 10.0.0.0/8.")
    String[] allowedAddresses() default {};

    /** Files with certificates. */
    @AttributeDefinition(
            name = "Certificates",
            description = "Files with certificates (PEM) that are trusted beside those of the Java runtime.")
    String[] certificates() default {};

    /** The proxy. */
    @AttributeDefinition(
            name = "Proxy",
            description =
                    "Such as http://proxy.example:3128. If it is not given, HTTP_PROXY, HTTPS_PROXY and NO_PROXY hold.")
    String _proxy() default "";

    /** Hosts without proxy. */
    @AttributeDefinition(
            name = "No proxy",
            description =
                    "Hosts, with all below them, and blocks of addresses that are connected to without the proxy.")
    String[] noProxy() default {};
}
