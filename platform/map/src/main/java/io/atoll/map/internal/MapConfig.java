package io.atoll.map.internal;

import io.atoll.jq.Jq;
import io.atoll.jq.Limits;
import java.time.Duration;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How the expressions of mappings are evaluated; {@code conf/map.yaml}. */
@ObjectClassDefinition(name = "Atoll map", description = "How the expressions of mappings are evaluated.")
@interface MapConfig {

    /** The PID. */
    String PID = "io.atoll.map";

    /** The name of the platform's own engine. */
    String ATOLL = "atoll";

    /** The name of the other one. */
    String JACKSON_JQ = "jackson-jq";

    @AttributeDefinition(
            name = "Engine",
            description = "Which implementation of jq. The limits below hold for atoll only; jackson-jq has none.",
            options = {
                @Option(label = "Atoll, jq 1.8", value = ATOLL),
                @Option(label = "jackson-jq, about jq 1.6", value = JACKSON_JQ)
            })
    String engine() default ATOLL;

    @AttributeDefinition(
            name = "Longest evaluation (milliseconds)",
            description = "How long one expression may take for one record.",
            min = "1",
            max = "60000")
    int time_millis() default 1000;

    @AttributeDefinition(
            name = "Most steps (millions)",
            description =
                    "How many millions of steps one expression may take for one record: calls, elements looked at.",
            min = "1",
            max = "1000000")
    int steps_millions() default 20;

    @AttributeDefinition(
            name = "Most memory (MiB)",
            description = "How much one expression may build for one record: texts, lists and objects, kept or not.",
            min = "1",
            max = "4096")
    int growth_mebibytes() default 64;

    /** The values of a configuration, with their units. */
    record Settings(Engine engine, Jq jq) {

        /** The defaults. */
        static Settings standard() {
            return new Settings(Engine.ATOLL, Jq.standard());
        }

        static Settings of(MapConfig config) {
            Limits limits = Limits.standard()
                    .withTime(Duration.ofMillis(config.time_millis()))
                    .withSteps(config.steps_millions() * 1_000_000L)
                    .withGrowth((long) config.growth_mebibytes() << 20);
            return new Settings(engine(config.engine()), Jq.standard().withLimits(limits));
        }

        private static Engine engine(String name) {
            return switch (name) {
                case ATOLL -> Engine.ATOLL;
                case JACKSON_JQ -> new JacksonJq();
                default ->
                    throw new IllegalArgumentException("engine is '" + name + "'; write " + ATOLL + " or " + JACKSON_JQ
                            + " in the configuration " + PID);
            };
        }
    }
}
