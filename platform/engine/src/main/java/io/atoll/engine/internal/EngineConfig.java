package io.atoll.engine.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How runs are carried out; {@code conf/engine.yaml}. */
@ObjectClassDefinition(name = "Atoll engine", description = "How runs are carried out.")
@interface EngineConfig {

    @AttributeDefinition(
            name = "Pages ahead",
            description = "How many pages may be read ahead of the mapping, for each run.",
            min = "1",
            max = "1000")
    int pagesAhead() default 4;

    @AttributeDefinition(
            name = "Memory, MiB",
            description = "How much the records of one integration that are under way may take, as JSON; in the heap it"
                    + " is some three times as much. A single record that takes more is refused.",
            min = "1",
            max = "1000")
    int memoryMebibytes() default 16;

    @AttributeDefinition(
            name = "Memory of all, MiB",
            description = "How much the records of all integrations that are under way may take, as JSON. Half of it is"
                    + " divided among the runs that may be at work at once, the other half is there for whoever needs"
                    + " more than its part. 0 for an eighth of the heap.",
            min = "0",
            max = "100000")
    int totalMemoryMebibytes() default 0;

    @AttributeDefinition(
            name = "Runs at once",
            description = "How many runs are at work at once; the others wait for their turn. Runs that a person asked"
                    + " for go first, and some more of them may be at work. 0 for one for each 16 MiB of the heap.",
            min = "0",
            max = "10000")
    int runsAtOnce() default 0;

    @AttributeDefinition(
            name = "Pace, MiB/s",
            description = "How much several runs together take in each second, for each processor, so that none of them"
                    + " takes the machine from the others; a record counts one KiB more than it is long. A run that is"
                    + " alone is not held up. 0 for no bound.",
            min = "0",
            max = "100000")
    int paceMebibytes() default 12;

    @AttributeDefinition(
            name = "Map workers",
            description = "How many pages of a run are mapped at once; 0 for as many as there are processors.",
            min = "0",
            max = "256")
    int mapWorkers() default 0;

    @AttributeDefinition(
            name = "Apply workers",
            description = "How many bulk writes of a run are under way at once.",
            min = "1",
            max = "256")
    int applyWorkers() default 4;

    @AttributeDefinition(
            name = "Linger, milliseconds",
            description = "How long entities wait for others to fill a bulk write with.",
            min = "0",
            max = "60000")
    int lingerMillis() default 2000;

    @AttributeDefinition(
            name = "Stall, minutes",
            description = "After how long without any progress a run is ended, with a picture of its threads.",
            min = "1",
            max = "10080")
    int stallMinutes() default 30;

    @AttributeDefinition(
            name = "Deletion budget, entities",
            description = "How many entities of a blueprint a run may always delete unasked, unless none is left."
                    + " Beyond both budgets it is held for approval.",
            min = "0")
    int deletionBudgetEntities() default 50;

    @AttributeDefinition(
            name = "Deletion budget, percent",
            description = "How many entities of a blueprint, in percent of those held, a run may delete unasked."
                    + " Beyond both budgets it is held for approval.",
            min = "0",
            max = "100")
    int deletionBudgetPercent() default 10;
}
