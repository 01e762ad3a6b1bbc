package io.atoll.records.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Which raw records are kept, and for how long; {@code conf/records.yaml}. */
@ObjectClassDefinition(
        name = "Atoll: records",
        description =
                "Which raw records of the latest runs are kept in data/records, to explain entities and to show the"
                        + " effect of a changed mapping. They may be personal data. Changing it interrupts runs that are under"
                        + " way; they go on by themselves.")
@interface RecordsConfig {

    @AttributeDefinition(
            name = "Keep",
            description = "All records; of each kind the first page only; or none.",
            options = {
                @Option(label = "All", value = "all"),
                @Option(label = "Samples", value = "samples"),
                @Option(label = "None", value = "none")
            })
    String keep() default "all";

    @AttributeDefinition(
            name = "Mebibytes of a kind",
            description =
                    "How much the records of one kind and selector may take, compressed. Beyond it the first ones are kept.",
            min = "1",
            max = "1048576")
    int kind_mebibytes() default 256;

    @AttributeDefinition(
            name = "Mebibytes in all",
            description = "How much all records may take, compressed. Beyond it nothing more is kept.",
            min = "1",
            max = "16777216")
    int total_mebibytes() default 4096;

    @AttributeDefinition(
            name = "Days",
            description = "After how many days records are deleted that no newer run has replaced.",
            min = "1",
            max = "36500")
    int days() default 30;
}
