package io.atoll.itest.fake.integration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Reads the lines of a file; the word {@code block} as a line never ends. */
@ObjectClassDefinition(name = "Fake")
@interface FakeConfig {

    @AttributeDefinition(name = "File", description = "Each line is a record.")
    String file();

    @AttributeDefinition(name = "Token", description = "A secret.", required = false)
    String _token() default "";
}
