package io.atoll.actions.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How one instance carries out actions: {@code conf/actions.yaml} for all, the key {@code actions} in the file of an instance for that one.
 * The names are those that Ocean uses in its {@code config.yaml}.
 */
@ObjectClassDefinition(
        name = "Atoll Actions",
        description = "Carries out what people start in the catalog. Changing it cuts off runs that are under way.")
@interface ActionsConfig {

    /** The factory PID. */
    String PID = "io.atoll.actions.instance";

    /** Whether the instance carries out actions. */
    @AttributeDefinition(
            name = "Enabled",
            description = "Whether the instance carries out what people start in the catalog.")
    boolean enabled() default false;

    /** How many runs are carried out at once. */
    @AttributeDefinition(
            name = "Workers",
            description = "How many runs are carried out at once.",
            min = "1",
            max = "100")
    int workersCount() default 3;

    /** How many runs of an instance wait here. */
    @AttributeDefinition(
            name = "Buffer",
            description = "How many claimed runs wait here at most; others wait in the catalog.",
            min = "1",
            max = "1000")
    int runsBufferHighWatermark() default 300;

    /** The part of the buffer that one action may fill. */
    @AttributeDefinition(
            name = "Share of one action (percent)",
            description =
                    "Which part of the buffer runs of one action may fill, so that others have room; 100 for all of it.",
            min = "1",
            max = "100")
    int maxRunsBufferUtilPctPerAction() default 30;

    /** How long a claimed run is kept from others. */
    @AttributeDefinition(
            name = "Visibility timeout (milliseconds)",
            description = "How long the catalog keeps a claimed run from others that was not acknowledged yet.",
            min = "1",
            max = "600000")
    int visibilityTimeoutMs() default 60_000;

    /** The pause between two questions for runs. */
    @AttributeDefinition(
            name = "Interval (seconds)",
            description = "How long to wait before the catalog is asked again after it had no run.",
            min = "1")
    int pollCheckIntervalSeconds() default 10;

    /** How long a run may take. */
    @AttributeDefinition(
            name = "Time limit (seconds)",
            description = "After which time a run is interrupted and reported as failed.",
            min = "1")
    int timeLimitSeconds() default 900;
}
