package io.atoll.benchmark.source;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the state of the third party stands. */
@ObjectClassDefinition(name = "Benchmark source")
@interface SourceConfig {

    @AttributeDefinition(name = "Tide", description = "The properties file that a Tide is read from at each run.")
    String tide();
}
