package io.atoll.itest.fake.live;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Reads a file of JSON records, one in a line, and takes events about them. */
@ObjectClassDefinition(name = "Live")
@interface HookConfig {

    @AttributeDefinition(name = "File", description = "Each line is a record.")
    String file();

    @AttributeDefinition(name = "Secret", description = "What deliveries are signed with.")
    String _secret();
}
